"""What makes two readings one story: addresses, guids, twins, words."""

from __future__ import annotations

import pytest

from briefing.models import Keyed
from briefing.sources.parse.feed import keyed_stories
from briefing.sources.parse.page import keyed_page
from briefing.sources.parse.raw_story import is_front_page
from briefing.store.same_story import one_each

URL = "https://wire.example/feed.xml"
STORY = "https://wire.example/world/bridge-falls"
BODY = "".join(f"<p>The bridge fell for the {n}th time, and nobody was hurt, police said.</p>"
               for n in range(4, 9))  # fmt: skip


def feed(*items: str, link: str = "https://wire.example/") -> tuple[Keyed, ...]:
    told = "".join(f"<item>{item}</item>" for item in items)
    text = f"<rss version='2.0'><channel><title>W</title><link>{link}</link>{told}</channel></rss>"
    return keyed_stories(text.encode(), URL, source="wire")


def item(
    link: str = "", guid: str = "", title: str = "Bridge falls", text: str = "It fell."
) -> str:
    return (
        f"<title>{title}</title><description>{text}</description>"
        + (f"<link>{link}</link>" if link else "")
        + (f"<guid isPermaLink='false'>{guid}</guid>" if guid else "")
    )


def is_one(*keyed: Keyed) -> bool:
    return len(one_each(keyed)) == 1


@pytest.mark.parametrize(
    "link",
    [
        f"{STORY}?utm_source=rss&amp;utm_medium=feed",
        f"{STORY}/",
        f"{STORY}#comments",
        STORY.replace("https", "http"),
        STORY.replace("wire.", "www.wire."),
        STORY.replace("wire.", "m.wire."),
        STORY.replace("/world", "/amp/world"),
        f"{STORY}/amp",
        f"{STORY}.amp",
        f"{STORY}?amp=1",
        f"{STORY}?outputType=amp&amp;fbclid=x",
        STORY.replace("wire.example", "WIRE.example:443"),
        f"https://www.google.com/url?q={STORY}&amp;sa=D",
        f"https://click.example/c?url={STORY.replace(':', '%3A').replace('/', '%2F')}",
    ],
)
def test_one_story_under_another_address_is_one_story(link: str) -> None:
    assert is_one(*feed(item(STORY)), *feed(item(link, guid="another")))


@pytest.mark.parametrize(
    "link",
    [
        f"{STORY}-again",
        f"{STORY}?page=2",
        f"{STORY}?id=7",
        STORY.replace("wire.example", "echo.example"),
        STORY.replace("world", "World"),
        STORY.replace("wire.example", "wire.example:8080"),
        STORY.replace("wire.example", "amp.example"),
        STORY.replace("bridge-falls", "bridge-falls.amplified"),
        STORY.replace("bridge-falls", "amp-meter"),
        STORY.replace("bridge-falls", "m.bridge"),
    ],
)
def test_another_page_is_another_story(link: str) -> None:
    assert not is_one(*feed(item(STORY)), *feed(item(link)))


def test_a_changed_guid_is_no_new_story() -> None:
    assert is_one(*feed(item(STORY, "1")), *feed(item(STORY, "2")))
    assert is_one(*feed(item(guid="1")), *feed(item(guid="2")))
    assert not is_one(*feed(item(guid="1")), *feed(item(guid="2", text="It fell again.")))


def test_a_guid_holds_where_the_address_changes() -> None:
    assert is_one(*feed(item(STORY, "1")), *feed(item(STORY + "-updated", "1")))


def test_a_guid_that_is_an_address_counts_as_one() -> None:
    tracked = item("https://click.example/xyz", STORY)
    assert is_one(*feed(tracked), *feed(item(STORY, "1")))


@pytest.mark.parametrize("link", [STORY, "https://wire.example/", "https://wire.example", URL])
def test_a_link_that_stands_for_many_stories_names_none(link: str) -> None:
    days = [item(link, str(n), f"Day {n}", f"Text {n}.") for n in range(3)]
    first, *_ = feed(*days)
    assert len(one_each(feed(*days))) == 3
    assert is_one(first, *feed(days[0], days[1])[:1])
    if link != STORY:
        assert len(one_each((*feed(days[0]), *feed(days[1])))) == 2


def test_the_feeds_own_page_names_no_story() -> None:
    blog = "https://wire.example/live"
    days = [item(blog, title=f"Day {n}", text=f"Text {n}.") for n in range(2)]
    found = [feed(day, link=blog) for day in days]
    assert len(one_each((*found[0], *found[1]))) == 2


def test_a_page_is_found_by_its_amp_twin_and_its_short_address() -> None:
    html = f"""<html><head><title>Bridge falls</title><link rel=canonical href="{STORY}">
<link rel=amphtml href="https://cdn.wire.example/a/123"><link rel=shortlink
href="https://wire.example/?p=123"></head><body><article><h1>Bridge falls</h1>{BODY}</article>"""
    page = keyed_page(html.encode(), STORY, source="wire")
    for link in ("https://cdn.wire.example/a/123", "http://wire.example/?p=123"):
        assert is_one(page, *feed(item(link)))


def test_no_page_takes_the_name_of_another_site() -> None:
    html = f"""<html><head><title>Bridge falls</title><link rel=canonical href="{STORY}">
<link rel=amphtml href="{STORY}/amp"></head><body><article><h1>Bridge falls</h1>{BODY}</article>"""
    page = keyed_page(html.encode(), "https://evil.example/x", source="wire")
    assert not is_one(page, *feed(item(STORY)))


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://a.example", True),
        ("http://www.a.example/", True),
        ("https://a.example/?utm_source=x", False),
        ("https://a.example/?p=1", False),
        ("https://a.example/x", False),
    ],
)
def test_a_front_page(url: str, *, is_front: bool) -> None:
    assert is_front_page(url) is is_front


def test_a_guid_that_several_stories_share_names_none_of_them() -> None:
    stories = feed(*(item(f"{STORY}-{n}", guid="0", title=f"Bridge {n}") for n in range(4)))
    assert len(one_each(stories)) == 4
    assert not any(key.startswith("guid:") for keyed in stories for key in keyed.keys)
    (tomorrow,) = feed(item(f"{STORY}-9", guid="0", title="Bridge 9"))
    assert len(one_each((*stories, tomorrow))) == 5


def test_a_guid_without_links_that_several_stories_share_names_none_of_them() -> None:
    stories = feed(*(item(guid="0", title=f"Bridge {n}", text=f"It fell {n}.") for n in range(3)))
    assert len(one_each(stories)) == 3


def test_two_versions_of_a_story_in_one_feed_are_one_story() -> None:
    assert is_one(*feed(item(STORY, guid="7"), item(STORY, guid="7", title="Bridge has fallen")))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://wire.example/a b.html", "https://wire.example/a%20b.html"),
        ("https://wire.example/?x=1|2", "https://wire.example/?x=1%7C2"),
        ("https://wire.example/{id}/^", "https://wire.example/%7Bid%7D/%5E"),
        ("  https://wire.example/a\n   ", "https://wire.example/a"),
        ("https://wire.example/\n      a", "https://wire.example/a"),
        ("https://wire.example/a%20b", "https://wire.example/a%20b"),
        ("a b.html", "https://wire.example/a%20b.html"),
        ("https://wire.example/\\b", None),
        ("https://me:pw@wire.example/z", None),
        ("javascript:alert(1)|2", None),
    ],
)
def test_a_link_is_encoded_as_a_browser_would(written: str, address: str | None) -> None:
    (keyed,) = feed(item(written))
    assert keyed.story.url == address


def test_the_language_of_a_feed_says_which_number_is_the_month() -> None:
    stated = "<title>A</title><pubDate>10/11/2026 06:00</pubDate>"
    for language, month in (("de", 11), ("en-us", 10), ("", None)):
        text = f"<rss version='2.0'><channel><language>{language}</language><item>{stated}</item>"
        (keyed,) = keyed_stories(f"{text}</channel></rss>".encode(), URL, source="wire")
        assert (keyed.story.published and keyed.story.published.month) == month


def test_no_date_is_made_of_a_guid_or_of_today() -> None:
    for guid, date in (("12", ""), ("m20-28", ""), ("x", "Nov 30"), ("x", "2026-11")):
        told = f"<guid isPermaLink='false'>{guid}</guid><pubDate>{date}</pubDate>"
        (keyed,) = feed(f"<title>A</title>{told}")
        assert keyed.story.published is None
