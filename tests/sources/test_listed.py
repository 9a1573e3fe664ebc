"""Index pages, sitemaps and OPML lists as sources, and the discovery of feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.models import SourceReport, SourceState
from briefing.sources.discover import discover
from briefing.sources.fetch.client import Client
from briefing.sources.listings_source import IndexSource, OpmlSource, SitemapSource
from briefing.sources.sandbox.pool import Reader
from briefing.sources.sandbox.results import ReadResult
from briefing.store.same_story import one_each
from tests.sources.server import Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(allow_hosts=("127.0.0.1",), timeout=2.0) as opened:
        yield opened


def titles(report: SourceReport) -> list[str]:
    return [one.story.title for one in report.stories]


def index(server: Server, client: Client, selector: str) -> SourceReport:
    url, state = f"{server.url}/listing/index", SourceState()
    return IndexSource("wire", url, client=client, state=state, selector=selector).read(None)


def test_an_index_page_gives_the_stories_of_its_pages(server: Server, client: Client) -> None:
    report = index(server, client, "ul.news a")
    assert titles(report) == ["Bridge falls"]
    assert [fault.where for fault in report.faults] == [f"{server.url}/nowhere"]
    assert report.notes == ("1 left out: robots.txt does not allow it",)
    assert report.documents == 3


def test_a_selector_that_finds_nothing_is_an_error(server: Server, client: Client) -> None:
    assert "finds no link" in index(server, client, ".gone").error


@pytest.mark.parametrize("name", ["sitemap", "sitemaps"])
def test_a_sitemap_gives_what_is_new(server: Server, client: Client, name: str) -> None:
    url, state = f"{server.url}/listing/{name}", SourceState()
    source = SitemapSource("wire", url, client=client, state=state)
    report = source.read(datetime(2026, 11, 23, tzinfo=UTC))
    (one,) = report.stories
    assert one.story.publisher == "The Wire"
    assert one.story.published == datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_an_opml_list_is_one_source(server: Server, client: Client) -> None:
    url, state = f"{server.url}/listing/opml", SourceState()
    report = OpmlSource("list", url, client=client, state=state).read(None)
    assert titles(report) == ["Bridge falls"]
    assert report.stories[0].story.source == "list"
    assert [fault.where for fault in report.faults] == [f"{server.url}/garbage"]


def test_feeds_of_a_list_with_the_same_guids_keep_their_stories_apart(
    server: Server, client: Client
) -> None:
    source = OpmlSource("list", f"{server.url}/listing/twins", client=client, state=SourceState())
    report = source.read(None)
    assert len(one_each(report.stories)) == 2
    assert [part.part_of for part in report.parts] == ["list", "list"]
    assert [part.address for part in report.parts] == [f"{server.url}/guids?{n}" for n in "12"]


class Stumbling(Reader):
    """A reader with a fault of ours in it, which one feed brings up."""

    def feed(self, data: bytes, url: str, *, source: str, charset: str = "") -> ReadResult:
        if url.endswith("?1"):
            raise KeyError("deep")
        return super().feed(data, url, source=source, charset=charset)


def test_a_fault_of_ours_over_one_feed_of_a_list_stops_no_other(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=2.0) as stumbling:
        stumbling.reader = Stumbling()
        url, state = f"{server.url}/listing/twins", SourceState()
        report = OpmlSource("list", url, client=stumbling, state=state).read(None)
    assert titles(report) == ["Bridge 2"]
    assert ["KeyError" in fault.why for fault in report.faults] == [True]
    assert [record.__dict__["source"] for record in caplog.records] == [
        f"list › {server.url}/guids?1"
    ]


@pytest.mark.parametrize(
    ("path", "found"),
    [("/feed", ["/feed"]), ("/listing/index", ["/feed"]), ("/listing/bare", ["/feed"])],
)
def test_feeds_are_discovered(server: Server, client: Client, path: str, found: list[str]) -> None:
    candidates = discover(server.url + path, client=client)
    assert [one.link.url.removeprefix(server.url) for one in candidates] == found
    assert all(one.stories and one.link.title for one in candidates)


def test_nothing_is_discovered_where_nothing_answers(server: Server, client: Client) -> None:
    with pytest.raises(SourceError):
        discover(f"{server.url}/nowhere", client=client)
