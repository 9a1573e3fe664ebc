"""An article page over HTTP as a source."""

from __future__ import annotations

from datetime import datetime

from briefing.sources.found import Found
from briefing.sources.http import Response
from briefing.sources.pages import ACCEPT
from briefing.sources.remote import RemoteSource


class PageSource(RemoteSource):
    """One article page over HTTP, parsed in the client's reader."""

    accept = ACCEPT

    def parse(self, answer: Response, since: datetime | None) -> Found:  # noqa: ARG002 - the seam
        """Its story; SourceError where it is no article page."""
        return Found(stories=(self.client.reader.page(answer.body, answer.url, source=self.name),))
