"""Teasers followed to their pages, and back to the teaser where a wall stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefing.models import SourceReport, SourceState
from briefing.sources.feed_source import FeedSource, Following
from briefing.sources.fetch.client import Client
from briefing.sources.full_text import FullText
from briefing.store.same_story import one_each
from tests.sources.server import PAGE, Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(allow_hosts=("127.0.0.1",), timeout=2.0) as opened:
        yield opened


def read(client: Client, server: Server, paths: str, mode: FullText = "auto") -> SourceReport:
    url = f"{server.url}/teasers?{paths}"
    state = SourceState()
    following = Following(mode=mode)
    return FeedSource("wire", url, client=client, state=state, following=following).read(None)


def test_a_teaser_becomes_the_text_of_its_page(client: Client, server: Server) -> None:
    report = read(client, server, "/page")
    (one,) = report.stories
    assert one.story.title == "Story 0"
    assert one.story.text.endswith("go to work.")
    assert "".join(one.story.text.split()) in "".join(PAGE.decode().replace("<p>", "").split()) or (
        "\n\n" in one.story.text
    )
    assert report.notes == ()


def test_never_leaves_all_as_it_is(client: Client, server: Server) -> None:
    report = read(client, server, "/page", "never")
    assert report.stories[0].story.text == "A bridge fell."


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/wall/consent", "is a consent page"),
        ("/wall/login", "is a login page"),
        ("/wall/paywall", "is behind a paywall"),
        ("/private/page", "robots.txt does not allow it"),
        ("/nowhere", "the server answered 404 (not found)"),
        ("/garbage", "the server's answer is broken: it is no HTTP"),
    ],
)
def test_what_stands_before_a_page_leaves_the_teaser(
    client: Client, server: Server, path: str, why: str
) -> None:
    report = read(client, server, f"{path},/page")
    texts = [one.story.text for one in report.stories]
    assert texts[0] == "A bridge fell."
    assert texts[1].endswith("go to work.")
    assert report.notes == (f"1 left as teasers: {why}",)
    assert report.error == ""


def test_a_forbidden_page_is_not_asked_for(client: Client, server: Server) -> None:
    server.seen.clear()
    read(client, server, "/private/x")
    assert "/private/x" not in server.seen


def test_only_so_many_pages_are_followed(client: Client, server: Server) -> None:
    report = read(client, server, ",".join(f"/page?{number}" for number in range(23)))
    assert "3 left as teasers: more than 20 pages" in report.notes


def test_the_keys_of_feed_and_page_are_kept(client: Client, server: Server) -> None:
    (one,) = read(client, server, "/page").stories
    plain = read(client, server, "/page", "never").stories[0]
    assert one.keys[: len(plain.keys)] == plain.keys
    assert one.origin_sha256 != plain.origin_sha256


def test_a_link_that_stands_for_many_stories_is_not_followed(
    client: Client, server: Server
) -> None:
    report = read(client, server, "/page,/page")
    assert [one.story.text for one in report.stories] == ["A bridge fell."] * 2
    assert len(one_each(report.stories)) == 2
