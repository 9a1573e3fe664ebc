"""Many sources at once: the order stays, and one that fails stops no other."""

from __future__ import annotations

from datetime import datetime

from briefing.models import SourceReport, SourceState
from briefing.sources.feed_source import FeedSource
from briefing.sources.http import Client
from briefing.sources.page_source import PageSource
from briefing.sources.together import read_all
from tests.sources.server import serving


class Shelf:
    """A source that needs no network."""

    name = "shelf"

    def read(self, since: datetime | None) -> SourceReport:
        return SourceReport(source=self.name, documents=3)


def test_sources_are_read_at_once_in_their_order() -> None:
    with serving() as server, Client(allow_hosts=("127.0.0.1",), timeout=2.0) as client:
        sources = [
            kind(path, f"{server.url}/{path}", client=client, state=SourceState())
            for kind, path in (
                (FeedSource, "feed"),
                (FeedSource, "garbage"),
                (PageSource, "page"),
            )
        ]
        reports = read_all([sources[0], Shelf(), *sources[1:]], None, client=client)
    assert [report.source for report in reports] == ["feed", "shelf", "garbage", "page"]
    assert [bool(report.error) for report in reports] == [False, False, True, False]
    assert [len(report.stories) for report in reports] == [1, 0, 0, 1]
