"""From bytes to letters: every letter as the source wrote it, whatever its bytes and references."""

from __future__ import annotations

import pytest

from briefing.models import Story
from briefing.sources.parse.feed import keyed_stories, parse_feed
from briefing.sources.parse.feed_fields import escaped_words
from briefing.sources.parse.feed_items import MAX_STORIES
from briefing.sources.parse.markup_charset import (
    decode_markup,
    header_charset,
    python_codec,
    windows_signs,
)
from briefing.sources.parse.page import extract_page, keyed_page
from briefing.sources.parse.references import declared_entities, resolve_references

URL = "https://quay.example/blog/feed.xml"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"{}><title>Q</title>{}</feed>'


def item(inner: str, *, head: str = "", encoding: str = "utf-8") -> Story:
    feed = f"{head}<rss version='2.0'><channel><title>Q</title><item>{inner}</item></channel></rss>"
    return parse_feed(feed.encode(encoding), URL)[0]


def titled(title: str, **how: str) -> str:
    return item(f"<title>{title}</title>", **how).title


def declared(encoding: str) -> str:
    return f"<?xml version='1.0' encoding='{encoding}'?>"


def entry(inner: str, attributes: str = "") -> Story:
    feed = ATOM.format(attributes, f"<entry><id>u:1</id><title>T</title>{inner}</entry>")
    return parse_feed(feed.encode(), URL)[0]


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "“5€” – it’s late"),
        ("latin1", "cp1252", "A ‘quay’ for 3€"),
        ("us-ascii", "cp1252", "5€ more"),
        ("gb2312", "gb18030", "朱镕基说渡轮"),
        ("x-gbk", "gb18030", "镕"),
        ("shift_jis", "cp932", "①フェリー"),
        ("x-sjis", "cp932", "髙橋"),
        ("euc-kr", "cp949", "똠방각하"),
        ("big5", "big5hkscs", "碼頭重開"),
        ("windows-1251", "cp1251", "Паром снова ходит"),
        ("koi8-r", "koi8-r", "Паром снова ходит"),
        ("iso-8859-9", "cp1254", "“Şile” – İzmir"),
        ("iso-2022-jp", "iso2022_jp", "フェリー再開"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str, text: str) -> None:
    assert titled(text, head=declared(label), encoding=codec) == text
    page = f"<html><meta charset='{label}'><p>{text}</p></html>".encode(codec)
    assert text in decode_markup(page)
    assert text in decode_markup(f"<p>{text}</p>".encode(codec), label)


def test_a_label_that_is_none_or_that_no_browser_reads_counts_for_nothing() -> None:
    assert [python_codec(label) for label in ("nonsense", "utf-16", "iso-2022-kr", "é")] == [""] * 4
    assert decode_markup("<p>Café</p>".encode(), "iso-2022-kr") == "<p>Café</p>"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_bytes_are_told_by_their_mark_or_their_shape(encoding: str) -> None:
    assert titled("Café – 渡轮", head="<?xml version='1.0'?>", encoding=encoding) == "Café – 渡轮"


def test_the_header_counts_before_the_document() -> None:
    said = f"{declared('iso-8859-1')}<rss version='2.0'><channel><item><title>Паром</title>"
    feed = f"{said}</item></channel></rss>".encode("cp1251")
    assert keyed_stories(feed, URL, source="q", charset="windows-1251")[0].story.title == "Паром"
    body = "<p>Паром на остров снова начал ходить, сообщили в порту. Жители ждали шесть недель.</p>"
    page = f"<html><meta charset='iso-8859-1'><article>{body * 3}</article></html>".encode("cp1251")
    assert "Паром" in keyed_page(page, URL, source="q", charset="windows-1251").story.text


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "utf-16", "gb2312"])
def test_what_is_utf8_beyond_doubt_is_read_as_such(label: str) -> None:
    text = "Die Fähre nach Łódź fährt für 5 € über Nürnberg"
    assert titled(text, head=declared(label)) == text
    assert decode_markup(text.encode(), label) == text


def test_a_header_names_a_charset_in_many_spellings() -> None:
    for header in (
        "text/xml; charset=KOI8-R",
        'text/xml;a=b; Charset="koi8-r"',
        "x;charset = koi8-r",
    ):
        assert header_charset(header) == "koi8-r"
    assert header_charset("application/rss+xml") == ""


@pytest.mark.parametrize("head", ["", "<?xml version='1.0'?>", declared("utf-8")])
def test_undeclared_latin_is_windows_1252(head: str) -> None:
    text = "A decisão foi anunciada à noite em São Paulo – por 5€"
    assert titled(text, head=head, encoding="cp1252") == text


def test_a_few_foreign_bytes_among_utf8_spoil_no_other_letter() -> None:
    title = b"<title>Caf\xc3\xa9 \xfcber \xe2\x82\xac</title>"
    feed = b"<rss version='2.0'><channel><item>" + title + b"</item></channel></rss>"
    assert parse_feed(feed, URL)[0].title == "Café über €"


def test_bytes_that_are_nothing_are_read_somehow() -> None:
    assert decode_markup(b"<p>\x81\x8d \xff") == "<p>\x81\x8d ÿ"


@pytest.mark.parametrize("head", ["", declared("iso-8859-1"), "<!DOCTYPE rss>"])
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Caf&eacute; am Hafen er&ouml;ffnet", "Café am Hafen eröffnet"),
        ("10&#150;20 euro &#x96; 5 &#128;", "10–20 euro – 5 €"),
        ("the mayor&#146;s &#147;yes&#148;", "the mayor’s “yes”"),
        ("Quay & Sons, R&D, AT&T", "Quay & Sons, R&D, AT&T"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("A &unknown; sign", "A &unknown; sign"),
        ("A&nbsp;b&shy;c", "A bc"),
        ("<![CDATA[Bread & butter]]>", "Bread & butter"),
        ("It isn&#226;&#128;&#153;t over", "It isn’t over"),
        ("Ferry\x0bruns\x00 again", "Ferry runs again"),
        ("No sign &#0;here&#xD800;", "No sign here"),
    ],
)
def test_references_are_resolved_as_html_says(head: str, written: str, meant: str) -> None:
    assert titled(written, head=head) == meant


def test_an_ampersand_in_a_link_stays() -> None:
    story = item("<title>T</title><link>https://quay.example/?a=1&b=2&copy=3</link>")
    assert story.url == "https://quay.example/?a=1&b=2&copy=3"


def test_the_entities_of_a_dtd_are_letters() -> None:
    names = '<!ENTITY co "Quay &amp; Sons"><!ENTITY all "&co; AG"><!ENTITY x "&#8364;">'
    dtd = f"<!DOCTYPE rss [{names}]>"
    assert titled("&all; pays 5 &x;", head=dtd) == "Quay & Sons AG pays 5 €"


def test_entities_that_would_swell_a_feed_are_left_out() -> None:
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    entities = declared_entities(f"<!ENTITY a0 'ha'>{bomb}")
    assert max(map(len, entities.values())) <= 2000
    swollen = resolve_references("&a2;" * 1000, entities, most=5000)
    assert len(swollen) <= 10_000
    assert resolve_references("&a1;", entities, most=5000) == "ha" * 10


def test_pages_read_windows_references_too() -> None:
    body = (
        "<p>Tickets cost 10&#150;20 euro, the mayor&#x92;s office said on Monday evening.</p>" * 3
    )
    story = extract_page(f"<html><body><article>{body}</article></body></html>".encode(), URL)
    assert story.text.startswith("Tickets cost 10–20 euro, the mayor’s office")


def test_controls_of_latin_1_are_the_signs_of_windows() -> None:
    assert windows_signs("5\x80 \x96 it\x92s\x85") == "5€ – it’s…"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("How the &lt;video&gt; element works", "How the <video> element works"),
        ("&lt;select&gt; menus change", "<select> menus change"),
        ("Rates &lt;5%: a&lt;b and more", "Rates <5%: a<b and more"),
        ("Why &lt;b&gt; is no &lt;i&gt;", "Why <b> is no <i>"),
        ("Quay &lt;b&gt;buys&lt;/b&gt; a lab", "Quay buys a lab"),
        ("Quay <b>buys</b> a <i>lab</i> today", "Quay buys a lab today"),
        ("Using &amp;lt;video&amp;gt; on the site", "Using <video> on the site"),
        ("One line&lt;br /&gt;and two", "One line and two"),
    ],
)
def test_a_headline_of_rss_keeps_the_tags_it_talks_about(title: str, shown: str) -> None:
    assert titled(title) == shown


def test_tags_without_their_pair_are_words() -> None:
    assert escaped_words("<b>x</b> <i> <video></video>") == "<b>x</b> &lt;i> &lt;video>&lt;/video>"


def test_plain_fields_of_atom_and_json_feed_are_plain() -> None:
    text = "Use &lt;video> with care, 3 &lt; 5."
    assert entry(f'<content type="text">{text}</content>').text == "Use <video> with care, 3 < 5."
    feed = ATOM.format("", f'<entry><id>u:2</id><title type="text">{text}</title></entry>')
    assert parse_feed(feed.encode(), URL)[0].title == "Use <video> with care, 3 < 5."
    json_feed = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "Q", "items": [{"id": "1",'
        b' "external_url": "https://o.example/x", "title": "How <video> works",'
        b' "content_text": "Use <video>.\\n\\nAnd <b>."}]}'
    )
    (story,) = parse_feed(json_feed, URL)
    assert (story.title, story.text) == ("How <video> works", "Use <video>.\n\nAnd <b>.")
    assert story.url == "https://o.example/x"


def test_text_that_was_written_as_html_is_read_as_html() -> None:
    story = entry('<content type="text">&lt;p>One.&lt;/p>&lt;p>Two.&lt;/p></content>')
    assert story.text == "One.\n\nTwo."


def test_markup_inside_of_a_description_is_read_through() -> None:
    story = item("<title>T</title><description>The ferry <b>to the island</b> runs.</description>")
    assert story.text == "The ferry to the island runs."


@pytest.mark.parametrize("rel", ["self", "edit", "replies", "via", "related", "enclosure"])
def test_a_link_without_rel_is_the_storys(rel: str) -> None:
    story = entry(f'<link rel="{rel}" href="/WRONG"/><link href="https://quay.example/right"/>')
    assert story.url == "https://quay.example/right"


def test_a_related_link_alone_is_none() -> None:
    assert entry('<link rel="related" href="https://other.example/x"/>').url is None


def test_relative_links_follow_xml_base_else_the_feeds_own_address() -> None:
    link = '<link href="post/1.html"/>'
    assert entry(link).url == "https://quay.example/blog/post/1.html"
    base = ' xml:base="https://quay.example/ongoing/"'
    assert entry(link, base).url == "https://quay.example/ongoing/post/1.html"
    feed = ATOM.format(base, f'<entry xml:base="2026/"><id>u:1</id><title>T</title>{link}</entry>')
    assert parse_feed(feed.encode(), URL)[0].url == "https://quay.example/ongoing/2026/post/1.html"


def test_the_link_of_an_item_is_its_own() -> None:
    atom = 'xmlns:a="http://www.w3.org/2005/Atom"'
    own = "<link>https://quay.example/right</link>"
    assert (
        item(f'<a:link {atom} rel="self" href="/WRONG"/>{own}').url == "https://quay.example/right"
    )
    burner = 'xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"'
    origin = f"<f:origLink {burner}>https://quay.example/right</f:origLink>"
    assert (
        item(f"<link>https://feeds.example/~r/1</link>{origin}").url == "https://quay.example/right"
    )
    audio = "<enclosure url='https://quay.example/7.mp3' type='audio/mpeg' length='1'/>"
    assert item(f"<title>T</title>{audio}").url == "https://quay.example/7.mp3"


def test_the_full_text_is_found_wherever_a_format_keeps_it() -> None:
    encoded = (
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "&lt;p&gt;The whole story of the ferry.&lt;/p&gt;</content:encoded>"
    )
    rdf = (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax'
        f'-ns#"><channel/><item><title>T</title><description>Teaser.</description>{encoded}</item></rdf:RDF>'
    )
    assert parse_feed(rdf.encode(), URL)[0].text == "The whole story of the ferry."
    media = 'xmlns:m="http://search.yahoo.com/mrss/"'
    group = f"<m:group {media}><m:description>The ferry runs again.</m:description></m:group>"
    assert entry(group).text == "The ferry runs again."
    old = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>T</title>'
        '<content type="text/html" mode="base64">PHA+SXQgcnVucy48L3A+</content></entry></feed>'
    )
    assert parse_feed(old.encode(), URL)[0].text == "It runs."


def test_names_of_authors_without_their_mail() -> None:
    assert item("<author>ada@quay.example (Ada Byte)</author>").author == "Ada Byte"
    feed = ATOM.format(
        "", "<author><name>Bo</name></author><entry><id>u:1</id><title>T</title></entry>"
    )
    assert parse_feed(feed.encode(), URL)[0].author == "Bo"


@pytest.mark.parametrize("step", [1, -1])
def test_of_a_long_feed_the_newest_are_kept_whatever_its_order(step: int) -> None:
    count = MAX_STORIES + 500
    hours = list(range(count))[::step]
    items = "".join(
        f"<item><title>S{hour}</title><pubDate>{hour // 1440 + 1:02} Nov 2026"
        f" {hour // 60 % 24:02}:{hour % 60:02}:00 GMT</pubDate></item>"
        for hour in hours
    )
    stories = parse_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert len(stories) == MAX_STORIES
    assert [story.title for story in stories] == [f"S{hour}" for hour in hours if hour >= 500]


def test_short_pages_without_spaces_are_stories() -> None:
    paragraph = (
        "<p>港の発表によると、島へのフェリーは六週間の修理を終えて月曜日に運航を再開する。</p>"
    )
    page = f"<html lang='ja'><article><h1>フェリー再開</h1>{paragraph * 6}</article></html>"
    assert extract_page(page.encode(), URL).text.startswith("港の発表")
