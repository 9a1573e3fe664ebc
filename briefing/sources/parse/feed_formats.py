"""Feed bytes -> raw stories: RSS 0.9x, 1.0 and 2.0, Atom, CDF by feedparser, JSON Feed by json.

The markup is decoded, its references resolved and its DTD taken off before
feedparser sees it: what is left is well-formed in nearly all feeds, and where
it is not, feedparser's loose parser reads on. feedparser's own sanitiser is
quadratic and stays off.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from briefing.errors import SourceError
from briefing.sources.parse.dates import utc
from briefing.sources.parse.feed_fields import Fields, mappings, raw_item, text_of
from briefing.sources.parse.feed_items import MAX_STORIES, newest, take_apart
from briefing.sources.parse.json_feed import read_json_feed
from briefing.sources.parse.raw_story import Raw, plain_name
from briefing.sources.parse.references import declared_entities, resolve_references
from briefing.sources.sandbox.limits import MAX_BYTES, as_utf8, count, doctype_span

_ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_DATE = re.compile(
    r"<(?:\w{1,20}:)?(?:pubDate|published|issued|date|updated|modified)>([^<]{6,60})</",
    re.IGNORECASE,
)
_FIRST_SIGN = re.compile(rb"\s*+(.)", re.DOTALL)
_MEDIA_CONTENT = re.compile(rb"<media:content(?:\s[^<>]*+)?>(?<!/>)")
# A caption, a credit and some thumbnails are shorter.
LONGEST_CONTENT_BYTES = 20_000
_MEDIA_DESCRIPTION = re.compile(
    rb"<media:description(?:\s[^<>]{0,200}+)?>\s{0,99}+(?:<!\[CDATA\[)?([^<]{1,10000}+)"
)

# What feedparser is known to raise over broken feeds.
BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
    ArithmeticError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed as it was found: its own name and address, and its stories."""

    title: str = ""
    link: str = ""
    stories: tuple[Raw, ...] = ()


def read_feed(data: bytes, *, where: str = "", charset: str = "") -> RawFeed:
    """The stories of a feed, texts still HTML; SourceError where it is no feed.

    Of more than 2,000 stories the newest are kept, in the feed's order.
    `charset` is the HTTP header's.
    """
    markup = as_utf8(data, where=where, charset=charset)
    first = _FIRST_SIGN.match(markup)
    is_json = first is not None and first[1] == b"{"
    feed = _json(markup) if is_json else _xml(markup, where)
    if feed is None:
        raise SourceError(
            "is no feed that can be read", where=where, hint="RSS, Atom and JSON Feed are read"
        )
    places = newest([raw.published or raw.updated for raw in feed.stories], MAX_STORIES)
    return replace(feed, stories=tuple(feed.stories[place] for place in places))


def _json(markup: bytes) -> RawFeed | None:
    feed = read_json_feed(markup)
    if feed is None:
        return None
    return RawFeed(title=feed.title, link=feed.link, stories=feed.stories)


def _xml(markup: bytes, where: str) -> RawFeed | None:
    """What feedparser reads; None where that is no feed at all."""
    prepared = _shortened(_prepared(markup, where))
    parsed = _parsed(prepared)
    if parsed is None:
        return None
    feed, is_atom = parsed.get("feed") or {}, text_of(parsed.get("version")).startswith("atom")
    title = plain_name(text_of(feed.get("title")))
    blank = Raw(
        publisher=title,
        language=text_of(feed.get("language")),
        author=plain_name(text_of(feed.get("author"))) if is_atom else "",
    )
    captions = _captions(prepared)
    stories = (
        raw_item(dict(entry), blank=blank, is_atom=is_atom, captions=captions)
        for entry in mappings(parsed.get("entries"))
    )
    return RawFeed(title=title, link=text_of(feed.get("link")), stories=tuple(stories))


def _prepared(markup: bytes, where: str) -> bytes:
    """The markup as any XML parser reads it: no DTD, no reference XML does not know."""
    start, end = doctype_span(markup)
    entities = declared_entities(markup[start:end].decode("utf-8", "replace"))
    text = (markup[:start] + markup[end:]).decode("utf-8", "replace")
    prepared = resolve_references(text, entities, most=MAX_BYTES).encode("utf-8", "replace")
    count(prepared, where=where)
    return prepared


def _shortened(markup: bytes) -> bytes:
    """A feed of more items than are kept, without the older ones: feedparser takes 0.2 ms each."""
    if (
        sum(1 for _ in zip(range(MAX_STORIES + 1), _ITEM.finditer(markup), strict=False))
        <= MAX_STORIES
    ):
        return markup
    frame, items = take_apart(markup)
    dates = [_plain_date(item.markup) for item in items]
    if None in dates:
        return markup
    return frame.document([items[place] for place in newest(dates, MAX_STORIES)])


def _plain_date(markup: str) -> datetime | None:
    """The first date of an item that is plain to see in its markup."""
    match = _DATE.search(markup)
    return utc(match[1].strip()) if match else None


def _parsed(markup: bytes) -> Fields | None:
    import feedparser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed: Mapping[str, Any] = feedparser.parse(
                markup, sanitize_html=False, resolve_relative_uris=False, response_headers={}
            )
    except BROKEN:
        return None
    return parsed if parsed.get("version") or parsed.get("entries") else None


def _captions(markup: bytes) -> frozenset[str]:
    """The descriptions inside of `media:content`, which feedparser takes for texts of the item."""
    captions: set[str] = set()
    for opening in _MEDIA_CONTENT.finditer(markup):
        end = markup.find(b"</media:content>", opening.end(), opening.end() + LONGEST_CONTENT_BYTES)
        match = _MEDIA_DESCRIPTION.search(markup, opening.end(), max(end, opening.end()))
        if match:
            captions.add(plain_name(match[1].decode("utf-8", "replace")))
    return frozenset(captions)
