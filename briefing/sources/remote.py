"""What feed and page sources share: one address, read under conditions, an error a value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Self

from briefing.errors import SourceError
from briefing.models import Keyed, SourceReport, SourceState, Story
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.fetch.site_headers import SiteHeaders
from briefing.sources.sandbox.results import ReadResult
from briefing.sources.source import NO_HISTORY, ReadHistory

# Stories without a date that one read takes: a feed gives the newest first.
MAX_UNDATED_STORIES = 30
CUT_OFF = "the answer ends too early: what it cut off is left out"
ASKS_TO_WAIT = (429, 503)
GONE = 410


class RemoteSource(ABC):
    """One address over HTTP. `accept` and `parse` are what a kind of source adds.

    `site` are headers for its own site, sent with the pages it leads to as well.
    """

    accept = "*/*"

    def __init__(
        self,
        name: str,
        url: str,
        *,
        client: Client,
        state: SourceState,
        history: ReadHistory = NO_HISTORY,
    ) -> None:
        self.name = name
        self.client = client
        self.history = history
        self.site: SiteHeaders | None = None
        self.request = Request(url=url, state=state, accept=self.accept)

    def sending(self, site: SiteHeaders | None) -> Self:
        """This source, from now on with headers for its own site."""
        self.site = site
        self.request = replace(self.request, site=site)
        return self

    @abstractmethod
    def parse(self, answer: Response, since: datetime | None) -> ReadResult:
        """What is in an answer; SourceError where it is none of this kind.

        Stories older than `since` may be left out, the others are asked for.
        """

    def read(self, since: datetime | None) -> SourceReport:
        """Its stories not older than `since`; an error is a value in the report."""
        return self.report(self.client.fetch((self.request,))[0], since)

    def report(self, answer: Response | SourceError, since: datetime | None) -> SourceReport:
        """What an answer to `request` means: for callers that fetch many at once."""
        if isinstance(answer, SourceError):
            return self._failed(answer)
        if answer.problem is not None:
            return self._refused(answer, answer.problem)
        if answer.status == 304:
            return self._success(ReadResult(documents=0), answer, self.request.state)
        whole = self.whole(answer)
        try:
            result = self.parse(whole, since)
            if whole is not answer:
                result = replace(result, more=True, notes=(*result.notes, CUT_OFF))
            return self._read(result, answer, since)
        except SourceError as error:
            return self._failed(error)

    def whole(self, answer: Response) -> Response:
        """The answer itself, or what of it is whole where it ends too early."""
        return answer

    def complete(self, stories: tuple[Keyed, ...]) -> ReadResult:
        """What a kind of source adds to the stories that are kept; as a rule nothing."""
        return ReadResult(stories=stories)

    def _read(self, parsed: ReadResult, answer: Response, since: datetime | None) -> SourceReport:
        fresh, notes = fresh_stories(parsed.stories, since)
        fresh = self.client.reader.with_languages(fresh)
        whole = self.complete(fresh)
        result = replace(
            parsed,
            stories=self._in_language(whole.stories, fresh),
            faults=(*parsed.faults, *whole.faults),
            notes=(*notes, *parsed.notes, *whole.notes),
            more=parsed.more or whole.more,
        )
        return self._success(result, answer, SourceState() if result.more else answer.state)

    def _in_language(
        self, stories: tuple[Keyed, ...], before: tuple[Keyed, ...]
    ) -> tuple[Keyed, ...]:
        """The stories; where a page's text took a teaser's place, that text is asked."""
        pairs = enumerate(zip(stories, before, strict=True))
        changed = [place for place, (keyed, earlier) in pairs if keyed is not earlier]
        asked = self.client.reader.with_languages([stories[place] for place in changed])
        anew = dict(zip(changed, asked, strict=True))
        return tuple(anew.get(place, keyed) for place, keyed in enumerate(stories))

    def _success(self, result: ReadResult, answer: Response, state: SourceState) -> SourceReport:
        """What an answer brought. Where more is left, the next read must not hear "unchanged"."""
        moved = (f"moved for good to {answer.moved}",) if answer.moved else ()
        return replace(
            result.report(self.name),
            notes=(*moved, *result.notes),
            state=state,
            moved=answer.moved,
            max_age=0 if result.more else answer.max_age,
        )

    def _refused(self, answer: Response, problem: SourceError) -> SourceReport:
        """The report of an answer that says no: for now, or for good."""
        return SourceReport(
            source=self.name,
            error=str(problem),
            state=self.request.state,
            gone=answer.status == GONE,
            wait=answer.header("retry-after")[:60] if answer.status in ASKS_TO_WAIT else "",
        )

    def _failed(self, error: SourceError) -> SourceReport:
        return SourceReport(source=self.name, error=str(error), state=self.request.state)


def fresh_stories(
    stories: tuple[Keyed, ...], since: datetime | None
) -> tuple[tuple[Keyed, ...], tuple[str, ...]]:
    """Those not known to be older than `since`, with notes on what is left out.

    Where a window is asked for, only the first 30 without any date are taken:
    a source's archive is no news, and it lists the newest first.
    """
    if since is None:
        return stories, ()
    fresh = [keyed for keyed in stories if is_fresh(keyed.story, since)]
    recent = tuple(_without_archive(fresh))
    left_out = (len(stories) - len(fresh), "older"), (len(fresh) - len(recent), "undated")
    notes = (
        f"{count} {kind} {'story' if count == 1 else 'stories'} left out"
        for count, kind in left_out
        if count
    )
    return recent, tuple(notes)


def _without_archive(stories: Iterable[Keyed]) -> Iterator[Keyed]:
    """The stories that have a date, and the first 30 that have none."""
    undated = 0
    for keyed in stories:
        undated += not _moments(keyed.story)
        if undated <= MAX_UNDATED_STORIES or _moments(keyed.story):
            yield keyed


def is_fresh(story: Story, since: datetime | None) -> bool:
    """True where a story is not known to be older than `since`."""
    moments = _moments(story)
    return since is None or not moments or max(moments) >= since


def _moments(story: Story) -> list[datetime]:
    return [moment for moment in (story.published, story.updated) if moment]
