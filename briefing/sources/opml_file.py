"""An OPML list on disk as one source."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from briefing.errors import SourceError
from briefing.models import SourceReport
from briefing.sources.fetch.client import Client
from briefing.sources.files import Limits, read_file
from briefing.sources.listings_source import feeds_of
from briefing.sources.source import NO_HISTORY, ReadHistory


class ListFile:
    """The stories of all feeds that an OPML file names; a feed that fails is a fault."""

    def __init__(
        self, name: str, path: Path, *, client: Client, history: ReadHistory = NO_HISTORY
    ) -> None:
        self.name = name
        self._path = path
        self._client = client
        self._history = history

    def read(self, since: datetime | None) -> SourceReport:
        """The stories of all feeds in the list's order."""
        try:
            data = read_file(self._path, self._path.parent, Limits())
            links = self._client.reader.links("opml", data, "")
        except SourceError as error:
            return SourceReport(source=self.name, error=f"the list {error.what}")
        feeds = feeds_of(links, since, client=self._client, source=self.name, history=self._history)
        return feeds.report(self.name)
