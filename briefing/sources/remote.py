"""What feed and page sources share: one address, read under conditions, an error a value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime

from briefing.errors import SourceError
from briefing.models import Keyed, SourceReport, SourceState, Story
from briefing.sources.found import Found
from briefing.sources.http import Client, Request, Response
from briefing.sources.source import Source


class RemoteSource(ABC):
    """One address over HTTP. `accept` and `parse` are what a kind of source adds."""

    accept = "*/*"

    def __init__(self, name: str, url: str, *, client: Client, state: SourceState) -> None:
        self.name = name
        self.client = client
        self.request = Request(url=url, state=state, accept=self.accept)

    @abstractmethod
    def parse(self, answer: Response, since: datetime | None) -> Found:
        """What is in an answer; SourceError where it is none of this kind.

        Stories older than `since` may be left out, the others are asked for.
        """

    def read(self, since: datetime | None) -> SourceReport:
        """Its stories not older than `since`; an error is a value in the report."""
        return self.report(self.client.fetch((self.request,))[0], since)

    def report(self, answer: Response | SourceError, since: datetime | None) -> SourceReport:
        """What an answer to `request` means: for callers that fetch many at once."""
        problem = answer if isinstance(answer, SourceError) else answer.problem
        if problem is not None:
            return self._failed(problem)
        assert isinstance(answer, Response)
        if answer.status == 304:
            return SourceReport(source=self.name, state=self.request.state)
        try:
            return self._read(self.parse(answer, since), answer, since)
        except SourceError as error:
            return self._failed(error)

    def complete(self, stories: tuple[Keyed, ...]) -> Found:
        """What a kind of source adds to the stories that are kept; as a rule nothing."""
        return Found(stories=stories)

    def _read(self, found: Found, answer: Response, since: datetime | None) -> SourceReport:
        fresh = tuple(one for one in found.stories if is_fresh(one.story, since))
        whole = self.complete(fresh)
        left_out = len(found.stories) - len(fresh)
        return SourceReport(
            source=self.name,
            stories=whole.stories,
            documents=found.documents,
            faults=found.faults,
            notes=(*_notes(answer, left_out=left_out), *found.notes, *whole.notes),
            state=answer.state,
        )

    def _failed(self, error: SourceError) -> SourceReport:
        return SourceReport(source=self.name, error=str(error), state=self.request.state)


def read_all(
    sources: Sequence[Source], since: datetime | None, *, client: Client
) -> tuple[SourceReport, ...]:
    """The reports of all sources in their order; what lies on the network is fetched at once."""
    remote = [source for source in sources if isinstance(source, RemoteSource)]
    answers = client.fetch([source.request for source in remote])
    answered = dict(zip(map(id, remote), answers, strict=True))
    return tuple(
        source.report(answered[id(source)], since)
        if isinstance(source, RemoteSource)
        else source.read(since)
        for source in sources
    )


def is_fresh(story: Story, since: datetime | None) -> bool:
    """True where a story is not known to be older than `since`."""
    moments = [moment for moment in (story.published, story.updated) if moment]
    return since is None or not moments or max(moments) >= since


def _notes(answer: Response, *, left_out: int) -> tuple[str, ...]:
    """What an editor may want to know of an answer."""
    notes = []
    if left_out:
        stories = "story" if left_out == 1 else "stories"
        notes.append(f"{left_out} older {stories} left out")
    if answer.moved:
        notes.append(f"moved for good to {answer.moved}")
    return tuple(notes)
