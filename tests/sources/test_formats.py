from __future__ import annotations

import codecs

import pytest

from briefing.errors import SourceError
from briefing.sources.parse.charset import decode
from briefing.sources.parse.sniff import recognise

LONG = "Zoë left Málaga. " * 30


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'>", "x.txt", "feed"),
        (b"\xef\xbb\xbf\n<feed xmlns='http://www.w3.org/2005/Atom'>", "x", "feed"),
        (b"<?xml version='1.0'?><!-- c --><rdf:RDF xmlns=''>", "x.xml", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "x.txt", "feed"),
        (b'{"version":"https:\\/\\/jsonfeed.org\\/version\\/1"}', "x.json", "feed"),
        ("<rss version='2.0'>".encode("utf-16"), "x.rss", "feed"),
        (b"<!DOCTYPE html><title>rss</title>", "x.txt", "html"),
        (b"<?xml version='1.0'?><html xmlns=''>", "x.xml", "html"),
        (b"  <HTML>", "x.md", "html"),
        (b"<!-- made by hand --><body>", "x", "html"),
        (b"---\ntitle: x\n---\n", "x.txt", "markdown"),
        (b"---\r\ntitle: x\r\n---\r\n", "x", "markdown"),
        (b"# x", "x.md", "markdown"),
        (b"<p>x", "x.html", "html"),
        (b"Plain <rss> text", "x.txt", "text"),
        (b"--- he said", "x.txt", "text"),
        (b'{"a": 1}', "x.txt", "json"),
        (b'[{"a": 1}]', "x", "json"),
        (b"[]", "x", "json"),
        (b"[Update] The port is shut.", "x.txt", "text"),
        (b"[1] A footnote", "x.txt", "text"),
        (b"{\\rtf1 Text}", "x.txt", "rtf"),
        (b"<CHANNEL HREF='x'><ITEM>", "x.cdf", "feed"),
        (b"<?xml version='1.0'?><opml version='2.0'>", "x.xml", "opml"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "x.xml", "xml"),
        (b"<?xml version='1.0'?><note/>", "x.txt", "xml"),
        (b"From: a@b.example\nSubject: s\n\nText", "x.txt", "mail"),
        (b"Received: by mx\n\twith SMTP\r\nSubject: s\r\n\r\nText", "x", "mail"),
        (b"Subject: s\n\nText", "x.eml", "mail"),
        (b"From a@b.example Tue Nov 24 06:00:00 2026\nSubject: s\n\nText", "x", "mbox"),
        (b"Subject: s\n\nText", "x.txt", "text"),
        (b"From: the desk\nTo our readers, good morning.\n\nText", "x.txt", "text"),
        (b"From Paris, the news is good.\n\nText", "x.txt", "text"),
        (b"Date: today\nPlace: here\nThe bridge fell.\n\nText", "x.txt", "text"),
        (b"<3 is a heart", "x.txt", "text"),
    ],
)
def test_the_content_tells_the_format(data: bytes, name: str, kind: str) -> None:
    assert recognise(data, name) == kind


@pytest.mark.parametrize(
    "data",
    [
        LONG.encode(),
        codecs.BOM_UTF8 + LONG.encode(),
        LONG.encode("utf-16"),
        codecs.BOM_UTF16_BE + LONG.encode("utf-16-be"),
        LONG.encode("utf-32"),
        LONG.encode("utf-16-le"),
        LONG.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_without_a_note(data: bytes) -> None:
    assert decode(data) == (LONG, ())


def test_windows_1252_is_noted() -> None:
    text, notes = decode("“Málaga” – 5 €".encode("cp1252"))
    assert text == "“Málaga” – 5 €"
    assert "Windows-1252" in notes[0]


def test_utf8_that_ends_inside_a_character_loses_only_that() -> None:
    assert decode("Zoë left “Málaga”".encode()[:-1])[0] == "Zoë left “Málaga"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE + b"\n\0", "empty"),
        (b"\x89PNG\r\n\x1a\n rest", "not text"),
        (b"%PDF-1.7 text", "not text"),
        (b"text with \0 inside", "not text"),
        (bytes(range(1, 32)) * 9, "not text"),
        (b"caf\xe9 \x81\x8d", "neither"),
        ("é".encode() + b" caf\xe9 x", "mixes"),
        (codecs.BOM_UTF16_LE + b"a\0b", "utf-16"),
    ],
)
def test_what_cannot_be_decoded_says_why(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        decode(data)
