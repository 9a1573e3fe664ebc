"""Readers of listings: what links they find, and what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.sources.parse.listings import (
    child_sitemaps,
    feed_links,
    index_links,
    opml_links,
    read_listing,
    sitemap_links,
    write_opml,
)
from briefing.sources.sandbox.results import ListedLink, Listing
from tests.sources.server import LISTINGS

BASE = "https://wire.example"


def data(name: str) -> bytes:
    return LISTINGS[name].replace("BASE", BASE).encode()


@pytest.mark.parametrize(
    ("selector", "paths"),
    [
        ("ul.news a", ["/page?1", "/private/2", "/nowhere"]),
        ("ul.news li", ["/page?1", "/private/2", "/nowhere"]),
        ("h2 > a", ["/page?1"]),
        ("nav a, h2 a", ["/nav", "/page?1"]),
        ("a[href^='/p']", ["/page?1", "/private/2"]),
        (".none", []),
    ],
)
def test_a_selector_finds_links_of_an_index_page(selector: str, paths: list[str]) -> None:
    links = index_links(data("index"), f"{BASE}/", selector=selector)
    assert [link.url.removeprefix(BASE) for link in links] == paths


@pytest.mark.parametrize("selector", ["", "a[", "a:nope(", "::", "a >"])
def test_what_is_no_selector_is_said(selector: str) -> None:
    with pytest.raises(SourceError, match="is no CSS selector"):
        index_links(data("index"), BASE, selector=selector)


def test_a_news_sitemap_says_what_it_knows() -> None:
    old, new = sitemap_links(data("sitemap"), BASE)
    assert old.published == datetime(2026, 11, 1, tzinfo=UTC)
    assert new == ListedLink(
        url=f"{BASE}/page?new",
        title="Bridge falls",
        publisher="The Wire",
        published=datetime(2026, 11, 24, 5, tzinfo=UTC),
    )


def test_a_sitemap_index_names_sitemaps_and_no_pages() -> None:
    assert [link.url for link in child_sitemaps(data("sitemaps"), BASE)] == [
        f"{BASE}/listing/sitemap"
    ]
    assert sitemap_links(data("sitemaps"), BASE) == ()


def test_an_opml_list_is_read_with_its_sections() -> None:
    assert opml_links(data("opml"), BASE) == (
        ListedLink(url=f"{BASE}/feed", title="Wire", section="North"),
        ListedLink(url=f"{BASE}/garbage", title="Bad", section="North"),
    )


NEWS = b"""<opml version="1.1"><body><outline text="World"><outline text="Asia">
<outline text="Wire" htmlUrl="https://wire.example/" xmlUrl="feed://wire.example/feed"/>
<outline text="Safe" xmlUrl="feed:https://wire.example/safe"/></outline></outline>
<outline text="Login" xmlUrl="https://ada:sesame@wire.example/login"/>
<outline text="Scraped" type="HTML+XPath" xmlUrl="https://wire.example/page"/>
<outline text="Typed" type="application/rss+xml" xmlUrl=" https://wire.example/typed "/>
<outline text="File" xmlUrl="file:///etc/feed.xml"/></body></opml>"""


def test_folders_and_pages_of_a_list_come_along() -> None:
    wire, safe, *_ = opml_links(NEWS, BASE)
    assert wire == ListedLink(
        url="http://wire.example/feed", title="Wire", section="World/Asia", site=f"{BASE}/"
    )
    assert (safe.url, safe.section) == (f"{BASE}/safe", "World/Asia")
    assert opml_links(write_opml([wire, safe], title="Feeds"), BASE) == (wire, safe)


def test_what_no_feed_reader_can_read_is_named_without_its_password() -> None:
    unusable = {link.title: link for link in opml_links(NEWS, BASE) if link.unusable}
    assert list(unusable) == ["Login", "Scraped", "File"]
    assert unusable["Login"].url == f"{BASE}/login"
    assert "HTML+XPath" in unusable["Scraped"].unusable
    assert "sesame" not in repr(unusable)


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://cdn.example/news/", "https://cdn.example/news/a"),
        ("/news/", f"{BASE}/news/a"),
        ("javascript:1", f"{BASE}/x/a"),
        ("", f"{BASE}/x/a"),
    ],
)
def test_links_of_a_page_are_resolved_against_its_base(base: str, address: str) -> None:
    page = (
        f"<html><head><base target=_top><base href='{base}'><base href='/second/'>"
        "<link rel=alternate type='application/rss+xml ' href=a></head>"
        "<body><h2><a href=a>A</a></h2></body></html>"
    ).encode()
    for links in (index_links(page, f"{BASE}/x/", selector="h2"), feed_links(page, f"{BASE}/x/")):
        assert [link.url for link in links] == [address if base else f"{BASE}/second/a"]


@pytest.mark.parametrize(
    ("markup", "is_feed"),
    [
        ("<link rel=feed href=x.xml>", True),
        ("<link rel=alternate type='application/json' href=feed.json>", True),
        ("<link rel=alternate type='application/json' href=/wp-json/posts/1>", False),
        ("<a href='index.php?format=feed&amp;type=rss'>RSS</a>", True),
        ("<a href='index.php?format=pdf'>PDF</a>", False),
    ],
)
def test_a_page_names_its_feeds_in_many_ways(markup: str, *, is_feed: bool) -> None:
    assert bool(feed_links(f"<html><body>{markup}</body></html>".encode(), BASE)) is is_feed


words = st.text("abcäöü <&>\"'", min_size=1, max_size=12).map(lambda text: text.strip() or "x")


@given(st.lists(st.tuples(words, words), max_size=6))
def test_what_is_written_as_opml_is_read_again(named: list[tuple[str, str]]) -> None:
    links = {
        f"{BASE}/{number}": ListedLink(
            url=f"{BASE}/{number}", title=f"T{number}", section=f"S{len(b)}"
        )
        for number, (_, b) in enumerate(named)
    }
    again = opml_links(write_opml(links.values(), title="Feeds"), BASE)
    assert {link.url: link for link in again} == links


def test_a_page_names_its_feeds() -> None:
    page = (
        b'<link rel="alternate" type="application/rss+xml" href="/feed" title="All">'
        b'<link rel="alternate" hreflang="de" href="/de"><link rel=stylesheet href=/feed.css>'
        b"<body><a href=/news/atom.xml>Atom</a><a href=/feed>again</a><a href=/about>About</a>"
    )
    assert [link.url for link in feed_links(page, f"{BASE}/x")] == [
        f"{BASE}/feed",
        f"{BASE}/news/atom.xml",
    ]


@pytest.mark.parametrize("kind", ["opml", "sitemap", "sitemaps"])
@pytest.mark.parametrize("wrong", [b"", b"hello", b"<rss/>", b"<html></html>", b"<a>" * 5000])
def test_what_is_no_such_listing_is_said(kind: Listing, wrong: bytes) -> None:
    with pytest.raises(SourceError):
        read_listing(kind, wrong, BASE)


def test_a_broken_name_in_a_sitemap_stops_nothing() -> None:
    broken = (
        data("sitemap").replace(b"news:title>", b"news:\x01title>").replace(b"news:name", b"news:")
    )
    assert len(sitemap_links(broken, BASE)) == 2


def test_no_entity_of_a_listing_is_resolved() -> None:
    bomb = b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + data("opml").replace(
        b"Wire", b"W&a;"
    )
    assert opml_links(bomb, BASE)[0].title == "W"
