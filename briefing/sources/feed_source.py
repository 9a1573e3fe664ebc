"""A feed over HTTP as a source, its teasers followed to their pages where that is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.models import Keyed, SourceState
from briefing.sources.cut_off import whole_items
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Response
from briefing.sources.filters import Filter, select
from briefing.sources.full_text import MAX_PAGES, FullText, follow
from briefing.sources.remote import RemoteSource
from briefing.sources.sandbox.results import ReadResult
from briefing.sources.source import NO_HISTORY, ReadHistory

ACCEPT = (
    "application/feed+json, application/atom+xml, application/rss+xml, "
    "application/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Which stories of a feed are followed to their pages, and how many a run at most.

    Only what `rule` lets through is followed.
    """

    mode: FullText = "never"
    limit: int = MAX_PAGES
    rule: Filter = field(default_factory=Filter)


class FeedSource(RemoteSource):
    """One feed over HTTP, parsed in the client's reader; `following` leads to its pages."""

    accept = ACCEPT

    def __init__(
        self,
        name: str,
        url: str,
        *,
        client: Client,
        state: SourceState,
        history: ReadHistory = NO_HISTORY,
        following: Following | None = None,
    ) -> None:
        super().__init__(name, url, client=client, state=state, history=history)
        self._following = following or Following()

    def parse(self, answer: Response, since: datetime | None) -> ReadResult:  # noqa: ARG002 - the seam
        """Its stories; SourceError where it is no feed."""
        reader = self.client.reader
        return reader.feed(answer.body, answer.url, source=self.name, charset=answer.charset)

    def whole(self, answer: Response) -> Response:
        """The answer up to its last whole story."""
        body = whole_items(answer.body)
        return answer if body == answer.body else replace(answer, body=body)

    def complete(self, stories: tuple[Keyed, ...]) -> ReadResult:
        """The stories that are kept, with full texts where that is wanted."""
        how = self._following
        if how.mode == "never":
            return ReadResult(stories=stories)
        selected = select(stories, how.rule)
        followed = follow(
            selected.stories,
            client=self.client,
            known=self.history.known,
            mode=how.mode,
            limit=how.limit,
            site=self.site,
        )
        whole = dict(zip(selected.places, followed.stories, strict=True))
        complete = tuple(whole.get(place, keyed) for place, keyed in enumerate(stories))
        return replace(followed, stories=complete)
