"""Answers that end too early, though the server says they are whole."""

from __future__ import annotations

import re

_ITEM = re.compile(rb"<(?:[\w-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:[\w-]{1,20}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_FEED_END = re.compile(rb"</(?:[\w-]{1,20}:)?(?:rss|feed|rdf|channel)\s{0,9}>", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_PAGE_END = re.compile(rb"</(?:html|body)\s{0,9}>", re.IGNORECASE)


def whole_items(feed: bytes) -> bytes:
    """The feed as it is; one of XML without its end only up to its last whole item."""
    first = _ITEM.search(feed)
    if first is None or _FEED_END.search(feed, first.start()):
        return feed
    end = first.start()
    for item in _ITEM_END.finditer(feed):
        end = item.end()
    return feed[:end]


def is_page_cut_off(page: bytes) -> bool:
    """True for a page that opens and does not close; pages that leave both out are whole."""
    return bool(_PAGE.search(page)) and not _PAGE_END.search(page)
