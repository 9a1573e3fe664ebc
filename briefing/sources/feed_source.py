"""A feed over HTTP as a source, its teasers followed to their pages where that is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.models import Keyed, SourceState
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Response
from briefing.sources.filters import Filter, select
from briefing.sources.full_text import MAX_PAGES, FullText, follow
from briefing.sources.remote import RemoteSource
from briefing.sources.sandbox.results import Found
from briefing.sources.source import NOTHING, Memory

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
        memory: Memory = NOTHING,
        following: Following | None = None,
    ) -> None:
        super().__init__(name, url, client=client, state=state, memory=memory)
        self._following = following or Following()

    def parse(self, answer: Response, since: datetime | None) -> Found:  # noqa: ARG002 - the seam
        """Its stories; SourceError where it is no feed."""
        return Found(stories=self.client.reader.stories(answer.body, answer.url, source=self.name))

    def complete(self, stories: tuple[Keyed, ...]) -> Found:
        """The stories that are kept, with full texts where that is wanted."""
        how = self._following
        if how.mode == "never":
            return Found(stories=stories)
        wanted = select(stories, how.rule).kept
        found = follow(
            wanted, client=self.client, known=self.memory.known, mode=how.mode, limit=how.limit
        )
        whole = dict(zip(map(id, wanted), found.stories, strict=True))
        return replace(found, stories=tuple(whole.get(id(one), one) for one in stories))
