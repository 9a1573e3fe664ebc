"""Article pages: text, headline, dates, media, and pages that hold no story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.models import Media, SourceState
from briefing.sources.fetch.client import Client
from briefing.sources.page_source import PageSource
from briefing.sources.parse.page import extract_page, keyed_page
from tests.sources.server import Server, serving

URL = "https://wire.example/2026/11/23/bridge?utm_source=x"
BODY = """<article><h1>Bridge falls</h1><figure><img src="/i.jpg"><figcaption>The bridge on Monday.
<span class="credit">Photographer: A. Person</span></figcaption></figure>
<p>A bridge fell on Monday in the north of the country, and nobody was hurt, police said.</p>
<p>It was the only way over the river, and 40,000 people use it each day to go to work.</p>
<ul><li>The river is closed to ships as well.</li></ul>
<p>Share this article on Facebook</p></article>"""
NODE = {
    "@type": "NewsArticle",
    "headline": "Bridge falls",
    "datePublished": "2026-11-24T06:00:00+01:00",
    "dateModified": "2026-11-24T08:00:00Z",
    "author": [{"@type": "Person", "name": "Jo Doe"}, {"name": "An Other"}],
    "publisher": {"name": "The Wire"},
    "articleSection": "Roads",
    "keywords": "bridge, river",
    "inLanguage": "en-GB",
    "video": {"@type": "VideoObject", "name": "The fall", "url": "/v"},
}


def page(*, head: str = "", body: str = BODY) -> bytes:
    nav = "<nav><a href=/>Home</a> <a href=/w>World</a></nav>"
    foot = "<footer>Sign up for our newsletter</footer>"
    html = f"<!doctype html><html lang=en><head>{head}</head><body>{nav}{body}{foot}</body></html>"
    return html.encode()


def linked(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_the_text_is_the_story_and_nothing_else() -> None:
    story = extract_page(page(head="<title>Bridge falls | The Wire</title>"), URL)
    first, second, third = story.text.split("\n\n")
    assert first.startswith("A bridge fell")
    assert second.endswith("go to work.")
    assert third == "The river is closed to ships as well."


def test_no_letter_is_added() -> None:
    story = extract_page(page(), URL)
    squeezed = "".join(BODY.split())
    for paragraph in story.text.split("\n\n"):
        assert "".join(paragraph.split()) in squeezed


@pytest.mark.parametrize("wrap", [lambda n: n, lambda n: [n], lambda n: {"@graph": [{}, n]}])
def test_linked_data_is_read(wrap: object) -> None:
    assert callable(wrap)
    story = extract_page(page(head=linked(wrap(NODE))), URL)
    assert (story.author, story.publisher) == ("Jo Doe, An Other", "The Wire")
    assert story.published == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    assert story.updated == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert (story.section, story.tags, story.language) == ("Roads", ("bridge", "river"), "en")


def test_lead_image_and_video_come_with_caption_and_credit() -> None:
    story = extract_page(page(head=linked(NODE)), URL)
    assert story.media == (
        Media(
            kind="photo",
            url="https://wire.example/i.jpg",
            caption="The bridge on Monday.",
            credit="A. Person",
        ),
        Media(kind="video", url="https://wire.example/v", caption="The fall"),
    )


def test_meta_tags_serve_where_there_is_no_linked_data() -> None:
    head = (
        '<meta property="og:title" content="Bridge falls &amp; river rises - The Wire">'
        '<meta property="og:site_name" content="The Wire"><meta name="author" content="Jo Doe">'
        '<meta property="article:published_time" content="2026-11-24T05:00:00Z">'
        '<meta property="article:tag" content="bridge">'
    )
    story = extract_page(page(head=head), URL)
    assert (story.title, story.publisher) == ("Bridge falls & river rises", "The Wire")
    assert (story.author, story.tags) == ("Jo Doe", ("bridge",))
    assert story.published == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "day", "guessed"),
    [
        ("", "", 23, True),
        ("", "<time datetime=2026-11-22T00:00:00Z>yesterday</time>", 22, True),
        ("", "<time itemprop=datePublished datetime=2026-11-22T00:00:00Z></time>", 22, False),
        ('<meta name=date content="2026-11-22T00:00:00Z">', "", 22, False),
        (linked(NODE | {"datePublished": "2026-11-22T00:00:00Z"}), "", 22, False),
    ],
)
def test_a_date_that_nobody_states_is_marked_as_a_guess(
    head: str, body: str, day: int, *, guessed: bool
) -> None:
    story = extract_page(page(head=head, body=BODY + body), URL)
    assert story.published == datetime(2026, 11, day, tzinfo=UTC)
    assert story.published_guessed is guessed


def test_a_page_without_any_date_has_none() -> None:
    assert extract_page(page(), "https://wire.example/bridge").published is None


@pytest.mark.parametrize(
    ("canonical", "key"),
    [
        ("https://wire.example/bridge", "https://wire.example/bridge"),
        ("https://www.wire.example/bridge", "https://wire.example/bridge"),
        ("https://bank.example/bridge", "https://wire.example/2026/11/23/bridge"),
        ("javascript:alert(1)", "https://wire.example/2026/11/23/bridge"),
    ],
)
def test_a_page_names_itself_only_on_its_own_site(canonical: str, key: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert keyed_page(page(head=head), URL, source="wire").keys[0] == key


def test_without_an_address_there_is_no_link() -> None:
    story = extract_page(page(), "")
    assert story.url is None
    assert story.media[0].url is None
    assert story.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-2", "cp1252"])
def test_the_charset_is_found(encoding: str) -> None:
    head = f'<meta charset="{encoding}">' if encoding == "iso-8859-2" else ""
    text = page(head=head).decode().replace("bridge fell", "bridge — „die Brücke“ – fell")
    story = extract_page(text.encode(encoding, "replace"), URL)
    assert "die Brücke" in story.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"<html></html>", "without a story"),
        (page(body=""), "without a story"),
        (
            page(head="<title>404 Not Found</title>", body="<p>The page is not here, sorry.</p>"),
            "error page",
        ),
        (
            page(head="<title>Just a moment...</title>", body="<p>Checking your browser now.</p>"),
            "error page",
        ),
        (b"<div>" * 100_000, "nests deeper"),
        (b"x" * 11_000_000, "larger than"),
    ],
    ids=range(7),
)
def test_what_is_no_story_is_said(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        extract_page(data, URL)


def test_a_story_about_an_error_is_a_story() -> None:
    title = "<title>404 people flee the flood</title>"
    long = "<p>" + "People fled the flood in the valley on Monday, the mayor said. " * 40 + "</p>"
    assert extract_page(page(head=title, body=f"<article>{long}</article>"), URL).text


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 50_000,
        '{"@type": "NewsArticle", "author": 5, "image": [[]], "keywords": {}}',
        "null",
    ],
    ids=range(4),
)
def test_broken_linked_data_does_no_harm(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert extract_page(page(head=head), URL).title == "Bridge falls"


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(junk: bytes) -> None:
    try:
        story = extract_page(page().replace(b"<p>It was", junk + b"<p>It was"), URL)
    except SourceError:
        return
    assert story.title


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_an_error_page_with_status_200_is_a_failure(server: Server) -> None:
    state = SourceState(etag='"v0"')
    with Client(allow_hosts=("127.0.0.1",), timeout=2.0) as client:
        source = PageSource("wire", f"{server.url}/error-page", client=client, state=state)
        report = source.read(None)
    assert "error page" in report.error
    assert (report.stories, report.state) == ((), state)


def test_a_page_over_http_is_one_story(server: Server) -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=2.0) as client:
        source = PageSource("wire", f"{server.url}/page", client=client, state=SourceState())
        report = source.read(None)
    assert [one.story.title for one in report.stories] == ["Bridge falls"]
    assert report.documents == 1
