"""Answers that end too early."""

from __future__ import annotations

import pytest

from briefing.sources.cut_off import is_page_cut_off, whole_items

ITEM = b"<item><title>A</title></item>"
RSS = b"<rss><channel>" + ITEM * 3 + b"</channel></rss>"


def test_a_feed_is_kept_up_to_its_last_whole_item() -> None:
    start = RSS.index(ITEM)
    for end in range(start + 8, len(RSS) - len(b"</channel></rss>")):
        items = (end - start) // len(ITEM)
        assert whole_items(RSS[:end]) == RSS[: start + items * len(ITEM)]


@pytest.mark.parametrize(
    "feed",
    [
        RSS,
        RSS + b"<!-- made in 0.1 s --><script>x()</script>",
        RSS.removesuffix(b"</rss>"),
        b"<rdf:RDF>" + ITEM + b"</rdf:RDF>",
        b"<atom:feed><atom:entry>x</atom:entry></atom:feed>",
        b'{"items": [',
        b"<html><body>no feed",
        b"",
        RSS.decode().encode("utf-16"),
    ],
    ids=range(9),
)
def test_what_is_whole_or_no_xml_feed_stays_as_it_is(feed: bytes) -> None:
    assert whole_items(feed) == feed


@pytest.mark.parametrize(
    ("page", "is_cut"),
    [
        (b"<html><body><p>A</p></body></html>", False),
        (b"<html><body><p>A</p></body>", False),
        (b"<!doctype html><title>A</title><p>A", False),
        (b"<html><body><p>A", True),
        (b"<body class=x><p>A</p>", True),
    ],
)
def test_a_page_that_does_not_close_is_cut_off(page: bytes, *, is_cut: bool) -> None:
    assert is_page_cut_off(page) is is_cut
