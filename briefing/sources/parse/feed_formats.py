"""Feed bytes -> raw stories, by two libraries that never see each other.

fastfeedparser reads RSS, Atom and JSON Feed in a fraction of the time;
feedparser takes over where it raises or finds nothing: CDF, odd namespaces,
broken markup. feedparser's own sanitiser is quadratic and stays off.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.errors import SourceError
from briefing.models import Media
from briefing.sources.parse.dates import utc
from briefing.sources.parse.story import Raw, plain_name
from briefing.sources.sandbox.limits import fit

MAX_STORIES = 2000
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s{0,9}([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})?)\s{0,9}</")
_XML_BASE = re.compile(
    rb"""<(?:feed|rss|channel|\w{1,20}:RDF)\s[^<>]{0,2000}?xml:base\s{0,9}=\s{0,9}["']([^"'<>]{1,500})"""
)
# Markup inside a title or summary, which fastfeedparser takes for nothing.
_INLINE = re.compile(rb"<(?:\w{1,20}:)?(?:title|summary|info|tagline)\s[^<>]{0,200}?xhtml")
_ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
# Whose a story is, in the feed of an aggregator, which fastfeedparser passes over.
_SOURCE = re.compile(rb"<source\s{1,9}url\s{0,9}=|<(?:\w{1,20}:)?source>\s{0,99}<")
_JSON_FEED = re.compile(
    rb"""\s*\{[^\0]{0,65536}?"version"\s*:\s*"https?:(?://|\\/\\/)jsonfeed\.org(?:/|\\/)"""
    rb"""version(?:/|\\/)1(?:\.\d)?\""""
)
_NO_ITEMS = re.compile(rb""""items"\s*:\s*\[\s*\]""")
_STATES_DATES = re.compile(
    rb"""<(?:[\w-]{1,20}:)?(?:published|pubDate|issued|created|date)\b|"date_published\"""",
    re.IGNORECASE,
)
_WRAPPER = re.compile(
    r"^<(?:\w+:)?(?:content|summary|title)\b[^>]{0,1000}>|</(?:\w+:)?(?:content|summary|title)>$"
)

# What the libraries are known to raise over broken feeds.
BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
    ArithmeticError,
)

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed as it was found: its own name and address, and its stories.

    `base` is what its relative links are resolved against, where it says so.
    """

    title: str = ""
    link: str = ""
    base: str = ""
    stories: tuple[Raw, ...] = ()


def read_feed(data: bytes, *, where: str = "") -> RawFeed:
    """The stories of a feed, texts still HTML; SourceError where it is no feed.

    At most 2,000 stories, in the feed's order.
    """
    markup = fit(data, where=where)
    found = _best(markup)
    if found is None:
        raise SourceError(
            "is no feed that can be read", where=where, hint="RSS, Atom and JSON Feed are read"
        )
    read = replace(_raw_feed(found, language=_language(markup)), base=_stated_base(markup))
    if _STATES_DATES.search(markup):
        return read
    return replace(read, stories=tuple(map(_guessed, read.stories)))


def _guessed(raw: Raw) -> Raw:
    """Parsers take the date of a change for that of publishing: it is only a guess."""
    return replace(raw, published_guessed=raw.published is not None)


def _best(markup: bytes) -> Fields | None:
    """The fast parser's result, or the thorough one's where that reads more."""
    fast = _fast(markup)
    if fast and _is_whole(fast, markup):
        return fast
    if _JSON_FEED.match(markup):
        return fast or ({"entries": []} if _NO_ITEMS.search(markup) else None)
    thorough = _thorough(markup)
    if fast and (thorough is None or _worded(fast) > _worded(thorough)):
        return fast
    return thorough


def _is_whole(fast: Fields, markup: bytes) -> bool:
    """True where the fast parser surely has passed over nothing."""
    told = len(fast["entries"])
    items = sum(1 for _ in _ITEM.finditer(markup))
    if told < items or _worded(fast) < told:
        return False
    return not (_INLINE.search(markup) or _SOURCE.search(markup))


def _worded(found: Fields) -> int:
    """How many stories have a title or a text."""
    return sum(1 for fields in found["entries"] if fields.get("title") or _longest_text(fields))


def _fast(data: bytes) -> Fields | None:
    """What fastfeedparser finds, None where it raises or finds no story."""
    import fastfeedparser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Fields = fastfeedparser.parse(data)
    except BROKEN:
        return None
    return found if found.get("entries") else None


def _thorough(data: bytes) -> Fields | None:
    """What feedparser finds, None where it raises or that is no feed at all."""
    import feedparser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Fields = feedparser.parse(
                data, sanitize_html=False, resolve_relative_uris=False, response_headers={}
            )
    except BROKEN:
        return None
    return _plain(found) if found.get("version") or found.get("entries") else None


def _plain(found: Fields) -> Fields:
    """The result without feedparser's own fallbacks, which take one date for another."""
    entries = [dict(entry) for entry in found.get("entries") or ()]
    return {"feed": dict(found.get("feed") or {}), "entries": entries}


def _raw_feed(found: Fields, *, language: str) -> RawFeed:
    feed = found.get("feed") or {}
    title = plain_name(_text(feed.get("title")))
    speech = _text(feed.get("language")) or language
    entries = found.get("entries") or ()
    return RawFeed(
        title=title,
        link=_text(feed.get("link")),
        stories=tuple(
            _raw(fields, publisher=title, language=speech) for fields in entries[:MAX_STORIES]
        ),
    )


def _raw(fields: Fields, *, publisher: str, language: str) -> Raw:
    published, updated = utc(_text(fields.get("published"))), utc(_text(fields.get("updated")))
    return Raw(
        title=plain_name(_text(fields.get("title"))),
        text=_longest_text(fields),
        link=_link(fields),
        guid=_text(fields.get("id")),
        published=published or updated,
        published_guessed=published is None and updated is not None,
        updated=updated,
        author=plain_name(_text(fields.get("author"))),
        publisher=plain_name(_text(_fields(fields.get("source")).get("title"))) or publisher,
        language=_text(fields.get("language")) or language,
        tags=tuple(_tags(fields)),
        media=_media(fields),
    )


def _longest_text(fields: Fields) -> str:
    """The fullest of content, description and summary: feeds disagree which is which."""
    contents = [_text(content.get("value")) for content in _list(fields.get("content"))]
    texts = [*contents, _text(fields.get("description")), _text(fields.get("summary"))]
    return _WRAPPER.sub("", max(texts, key=len).strip())


def _link(fields: Fields) -> str:
    link = _text(fields.get("link"))
    if link:
        return link
    links = [link for link in _list(fields.get("links")) if link.get("rel") in {None, "alternate"}]
    return _text(links[0].get("href")) if links else ""


def _tags(fields: Fields) -> list[str]:
    return [
        plain_name(_text(tag.get("label")) or _text(tag.get("term")))
        for tag in _list(fields.get("tags"))
    ]


def _media(fields: Fields) -> tuple[Media, ...]:
    """Photos and videos of the media namespace, enclosures and JSON Feed, each URL once."""
    candidates = [*_list(fields.get("media_content")), *_list(fields.get("enclosures"))]
    candidates += [link for link in _list(fields.get("links")) if link.get("rel") == "enclosure"]
    found = [media for media in map(_one_media, candidates) if media is not None]
    singles = [_text(fields.get("image")), _text(fields.get("banner_image"))]
    thumbnails = [_text(one.get("url")) for one in _list(fields.get("media_thumbnail"))]
    photos = singles if found else singles + thumbnails[:1]
    found += [Media(kind="photo", url=url) for url in photos if url]
    return tuple({media.url: media for media in reversed(found)}.values())[::-1]


def _one_media(fields: Fields) -> Media | None:
    url = _text(fields.get("url")) or _text(fields.get("href"))
    said = f"{_text(fields.get('medium'))} {_text(fields.get('type'))}".lower()
    kind = "video" if "video" in said else "photo" if "image" in said else ""
    if not url or not kind:
        return None
    caption = _text(fields.get("description")) or _text(fields.get("text"))
    return Media(
        kind="video" if kind == "video" else "photo",
        url=url,
        caption=plain_name(caption),
        credit=plain_name(_text(fields.get("credit"))),
    )


def _stated_base(data: bytes) -> str:
    """The `xml:base` of the feed as a whole."""
    match = _XML_BASE.search(data[: 8 * 1024])
    return match[1].decode("utf-8", "replace") if match else ""


def _language(data: bytes) -> str:
    """RSS names its language in the head, which fastfeedparser passes over."""
    match = _LANGUAGE.search(data[: 64 * 1024])
    return match[1].decode("ascii") if match else ""


def _text(value: object) -> str:
    """A string of whatever a feed put there: numbers are ids, all else is nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _fields(value: object) -> Fields:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Fields]:
    """The mappings of a list, whatever else stands in it."""
    if not isinstance(value, (list, tuple)):
        return ()
    return [one for one in value if isinstance(one, Mapping)]
