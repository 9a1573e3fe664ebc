"""An article page over HTTP as a source."""

from __future__ import annotations

from datetime import datetime

from briefing.sources.fetch.messages import Response
from briefing.sources.fetch.pages import ACCEPT
from briefing.sources.remote import RemoteSource
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
