"""Feeds of every family, well-formed and not, and a feed over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.models import Media, SourceReport, SourceState, Story
from briefing.sources.feed_source import FeedSource
from briefing.sources.fetch.client import Client
from briefing.sources.parse.feed import keyed_stories, parse_feed
from briefing.sources.parse.raw_story import MAX_TITLE_CHARS
from tests.sources.server import Server, serving

URL = "https://wire.example/feed.xml"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Wire</title>
<link>https://wire.example/</link><language>en-gb</language><item>{}</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Der Draht</title>
<entry>{}</entry></feed>"""
FAMILIES = {
    "rss 0.91": '<rss version="0.91"><channel><title>W</title><item><title>Bridge falls</title>'
    "<link>https://wire.example/1</link></item></channel></rss>",
    "rss 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>W</title></channel>'
    '<item rdf:about="https://wire.example/1"><title>Bridge falls</title>'
    "<link>https://wire.example/1</link></item></rdf:RDF>",
    "rss 2.0": RSS.format("<title>Bridge falls</title><link>https://wire.example/1</link>"),
    "atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>W</title><entry>'
    '<title>Bridge falls</title><link rel="alternate" href="https://wire.example/1"/>'
    "</entry></feed>",
    "atom 1.0": ATOM.format('<title>Bridge falls</title><link href="https://wire.example/1"/>'),
    "json feed": '{"version": "https://jsonfeed.org/version/1.1", "title": "W", "items": '
    '[{"id": "1", "url": "https://wire.example/1", "title": "Bridge falls"}]}',
    "cdf": '<CHANNEL><TITLE>W</TITLE><ITEM HREF="https://wire.example/1">'
    "<TITLE>Bridge falls</TITLE></ITEM></CHANNEL>",
    "broken rss": "<rss version='2.0'><channel><title>W</title><item><title>Bridge falls"
    "</title><link>https://wire.example/1</link><description>A & B <br></item></channel>",
}


def rss(inner: str) -> Story:
    (story,) = parse_feed(RSS.format(inner).encode(), URL)
    return story


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_is_read(family: str) -> None:
    (story,) = parse_feed(FAMILIES[family].encode(), URL)
    assert (story.title, story.url) == ("Bridge falls", "https://wire.example/1")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_read(encoding: str) -> None:
    text = RSS.format("<title>Brücke fällt</title>")
    (story,) = parse_feed(text.encode(encoding), URL)
    assert story.title == "Brücke fällt"


def test_a_story_carries_what_the_feed_says() -> None:
    story = rss(
        "<title>Bridge falls</title><link>/1</link><dc:creator>Jo Doe</dc:creator>"
        "<pubDate>Tue, 24 Nov 2026 06:00:00 +0100</pubDate><category>Roads</category>"
        "<category>roads</category><description>Teaser.</description>"
        "<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>"
    )
    assert story.url == "https://wire.example/1"
    assert story.text == "One.\n\nTwo."
    assert story.published == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    assert (story.author, story.tags) == ("Jo Doe", ("Roads",))
    assert (story.publisher, story.language) == ("The Wire", "en")


def test_media_keep_caption_and_credit() -> None:
    story = rss(
        "<title>T</title><media:content url='/i.jpg' medium='image'><media:description>The bridge"
        "</media:description><media:credit>A. Person</media:credit></media:content>"
        "<enclosure url='https://wire.example/v.mp4' type='video/mp4' length='1'/>"
    )
    assert story.media == (
        Media(
            kind="photo",
            url="https://wire.example/i.jpg",
            caption="The bridge",
            credit="A. Person",
        ),
        Media(kind="video", url="https://wire.example/v.mp4"),
    )


def test_atom_xhtml_becomes_text() -> None:
    inner = (
        '<title>T</title><updated>2026-11-24T07:00:00Z</updated><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Eins.</p><p>Zwei.</p></div></content>'
    )
    (story,) = parse_feed(ATOM.format(inner).encode(), URL)
    assert (story.text, story.language) == ("Eins.\n\nZwei.", "de")
    assert story.updated == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "W", "items": []}',
        b'{"items":[], "version":"https:\\/\\/jsonfeed.org\\/version\\/1"}',
        b"<rss version='2.0'><channel><title>W</title></channel></rss>",
        ATOM.replace("<entry>{}</entry>", "").encode(),
    ],
)
def test_a_feed_without_stories_is_a_feed(data: bytes) -> None:
    assert parse_feed(data, URL) == ()


def test_an_item_that_the_fast_parser_passes_over_is_read() -> None:
    item = "<item><x:sync xmlns:x='urn:x'/>{}</item>"
    items = "".join(map(item.format, ("<title>T</title>", "", "<title>U</title>")))
    data = f"<rss version='2.0'><channel><title>W</title>{items}</channel></rss>"
    assert len(parse_feed(data.encode(), URL)) == 3


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Bridge falls - The Echo", "Bridge falls"),
        ("Bridge falls | the echo", "Bridge falls"),
        ("Bridge - falls – The Echo", "Bridge - falls"),
        ("The Echo", "The Echo"),
        ("Bridge falls - The Wire", "Bridge falls - The Wire"),
        ("Bridge falls in The Echo", "Bridge falls in The Echo"),
    ],
)
def test_the_publishers_name_goes_from_a_headline(title: str, headline: str) -> None:
    source = "<source url='https://echo.example/'>The Echo</source>"
    story = rss(f"<title>{title}</title>{source}")
    assert (story.title, story.publisher) == (headline, "The Echo")


def test_one_date_is_not_taken_for_another() -> None:
    story = rss("<title>T &bad x</title><pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate>")
    assert (story.published, story.updated) == (datetime(2026, 11, 24, 5, tzinfo=UTC), None)
    assert not story.published_guessed


def test_a_story_that_was_only_updated_has_a_guessed_date() -> None:
    updated = "<title>T</title><updated>2026-11-24T05:00:00Z</updated>"
    (story,) = parse_feed(ATOM.format(updated).encode(), URL)
    assert story.published == story.updated == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert story.published_guessed


def test_without_a_headline_the_title_is_the_first_sentence() -> None:
    story = rss("<description>A bridge fell. Nobody was hurt.</description>")
    assert story.title_derived
    assert story.text.startswith(story.title)
    assert story.title == "A bridge fell."


def test_a_story_without_words_is_parsed_but_not_kept() -> None:
    data = RSS.format("<link>/1</link>").encode()
    (story,) = parse_feed(data, URL)
    assert (story.title, story.text, story.url) == ("", "", "https://wire.example/1")
    assert keyed_stories(data, URL, source="wire") == ()


def test_markup_inside_a_headline_is_read() -> None:
    inner = (
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Bridge <b>falls</b></div>'
        "</title>"
    )
    (story,) = parse_feed(ATOM.format(inner).encode(), URL)
    assert story.title == "Bridge falls"


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "Continue reading →",
        "Sign up for our daily newsletter.",
        "Share | Tweet | Email",
        "The post Bridge falls appeared first on The Wire.",
        "We use cookies to make this site better.",
        "Advertisement",
    ],
)
def test_passages_of_the_site_are_cut(line: str) -> None:
    story = rss(
        f"<title>T</title><description>&lt;p&gt;A.&lt;/p&gt;&lt;p&gt;{line}&lt;/p&gt;</description>"
    )
    assert story.text == "A."


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, the minister told pupils.",
        "They will share the prize.",
        "The post office closed.",
        "Sign up, he said.",
        "Cookies are baked here.",
    ],
)
def test_sentences_of_the_story_stay(line: str) -> None:
    story = rss(
        f"<title>T</title><description>&lt;p&gt;A.&lt;/p&gt;&lt;p&gt;{line}&lt;/p&gt;</description>"
    )
    assert line in story.text


def test_keys_are_the_address_then_the_guid() -> None:
    data = RSS.format(
        "<title>T</title><link>http://www.wire.example/1/?utm_source=x</link><guid>g1</guid>"
    )
    (one,) = keyed_stories(data.encode(), URL, source="wire")
    assert one.keys == ("https://wire.example/1", "guid:wire:g1")
    assert len(one.origin_sha256) == 64


def test_without_an_address_or_guid_the_words_are_the_key() -> None:
    data = RSS.format("<title>T</title><description>A.</description>").encode()
    (one,), (same,) = (keyed_stories(data, url, source="wire") for url in (URL, ""))
    assert one.keys == same.keys
    assert one.keys[0].startswith("text:wire:")


def test_a_stated_base_resolves_relative_links() -> None:
    feed = ATOM.replace("<feed ", "<feed xml:base='https://wire.example/news/' ")
    entry = '<title>T</title><link rel="alternate" href="p/1"/>'
    for url in ("", "https://feeds.example/wire.xml"):
        (story,) = parse_feed(feed.format(entry).encode(), url)
        assert story.url == "https://wire.example/news/p/1"


def test_without_a_base_relative_links_are_dropped() -> None:
    (story,) = parse_feed(ATOM.format('<title>T</title><link href="p/1"/>').encode(), "")
    assert story.url is None


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a@b.example/"],
)
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    assert rss(f"<title>T</title><link>{link}</link>").url is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"hello", "is no feed"),
        (b"<html><body><p>hello</p></body></html>", "is no feed"),
        (b"{}", "is no feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "is no feed"),
        (b"[" * 100_000, "is no feed"),
        (b"<a>" * 100_000, "nests deeper"),
        (b"<rss>" + b"<a/>" * 600_000, "more than 500,000 elements"),
        (b"x" * 11_000_000, "larger than"),
    ],
    ids=range(10),
)
def test_what_is_no_feed_is_said(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        parse_feed(data, URL)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY f SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><title>W</title><item><title>T&c;&f;</title></item></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_grows_no_text_beyond_measure_and_brings_no_file_in(encoding: str) -> None:
    (story,) = parse_feed(BOMB.encode(encoding), URL)
    assert story.title.startswith("Taaa")
    assert len(story.title) <= MAX_TITLE_CHARS
    assert "&f;" in story.title or "f" not in story.title


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(junk: bytes) -> None:
    data = RSS.encode().replace(b"{}", b"<title>T</title>" + junk)
    try:
        stories = parse_feed(data, URL)
    except SourceError:
        return
    assert all(story.title for story in stories)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def read(server: Server, path: str, **options: object) -> SourceReport:
    since = options.pop("since", None)
    assert since is None or isinstance(since, datetime)
    state = SourceState(etag='"v1"') if options else SourceState()
    with Client(allow_hosts=("127.0.0.1",), timeout=2.0) as client:
        return FeedSource("wire", server.url + path, client=client, state=state).read(since)


def test_a_feed_over_http_gives_stories_and_state(server: Server) -> None:
    report = read(server, "/feed")
    assert [one.story.title for one in report.stories] == ["Bridge falls"]
    assert report.stories[0].story.source == "wire"
    assert (report.error, report.documents, report.state.etag) == ("", 1, '"v1"')


def test_an_unchanged_feed_gives_nothing_and_is_no_error(server: Server) -> None:
    report = read(server, "/feed", known=True)
    assert (report.stories, report.error, report.state) == ((), "", SourceState(etag='"v1"'))


def test_old_stories_are_left_out_and_counted(server: Server) -> None:
    report = read(server, "/feed", since=datetime(2026, 11, 25, tzinfo=UTC))
    assert report.stories == ()
    assert report.notes == ("1 older story left out",)


def test_a_permanent_move_is_noted(server: Server) -> None:
    assert read(server, "/hops/1").notes == (f"moved for good to {server.url}/hops/0",)


def test_a_wrong_charset_in_the_header_does_no_harm(server: Server) -> None:
    assert read(server, "/wrong-charset").stories[0].story.title == "Brücke falls"


@pytest.mark.parametrize("path", ["/error-page", "/busy", "/garbage", "/to?ftp://x/"])
def test_a_failure_is_a_value_and_keeps_the_state(server: Server, path: str) -> None:
    report = read(server, path, known=True)
    assert report.error
    assert report.stories == ()
    assert report.state == SourceState(etag='"v1"')
