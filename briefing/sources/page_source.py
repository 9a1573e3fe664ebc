"""An article page over HTTP as a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from briefing.errors import SourceError
from briefing.models import Keyed, SourceReport, SourceState
from briefing.sources.cut_off import is_page_cut_off
from briefing.sources.fetch.messages import Response
from briefing.sources.fetch.pages import ACCEPT
from briefing.sources.remote import CUT_OFF, RemoteSource
from briefing.sources.sandbox.results import ReadResult


class PageSource(RemoteSource):
    """One article page over HTTP, parsed in the client's reader."""

    accept = ACCEPT

    def parse(self, answer: Response, since: datetime | None) -> ReadResult:  # noqa: ARG002 - the seam
        """Its story; SourceError where it is no article page."""
        page = self.client.reader.page(
            answer.body, answer.url, source=self.name, charset=answer.charset
        )
        return ReadResult(stories=(page,))

    def report(self, answer: Response | SourceError, since: datetime | None) -> SourceReport:
        """As for any source; a page that ends too early replaces no longer text."""
        report = super().report(answer, since)
        if isinstance(answer, SourceError) or not is_page_cut_off(answer.body):
            return report
        longer = tuple(keyed for keyed in report.stories if not self._is_shorter(keyed))
        notes = (*report.notes, CUT_OFF) if len(longer) < len(report.stories) else report.notes
        return replace(report, stories=longer, notes=notes, state=SourceState(), max_age=0)

    def _is_shorter(self, keyed: Keyed) -> bool:
        """True where the store has a longer text of the same story."""
        stored = self.history.known(keyed.keys)
        return stored is not None and len(stored.text) > len(keyed.story.text)
