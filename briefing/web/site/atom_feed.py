"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import Element, SubElement, tostring

from briefing.web.site.feed_entries import Feed, FeedEntry

ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> str:
    """The document; the same feed gives the same bytes."""
    root = Element("feed", {"xmlns": ATOM, _LANGUAGE: feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", moment(feed.updated))
    _link(root, feed.page, "alternate", "text/html")
    _link(root, feed.atom, "self", "application/atom+xml")
    if feed.icon:
        _text(root, "icon", feed.icon)
    _text(SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _entry(root, entry, feed.language)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _entry(root: Element, entry: FeedEntry, language: str) -> None:
    other = {_LANGUAGE: entry.language} if entry.language not in {"", language} else {}
    element = SubElement(root, "entry", other)
    _text(element, "id", entry.id)
    _text(element, "title", entry.title or entry.id)
    _text(element, "published", moment(entry.published))
    _text(element, "updated", moment(entry.updated))
    _link(element, entry.url, "alternate", "text/html")
    if entry.summary:
        _text(element, "summary", entry.summary)
    _text(element, "content", entry.html, type="html")
    for tag in entry.tags:
        SubElement(element, "category", {"term": xml_text(tag)})


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = xml_text(text)


def _link(parent: Element, url: str, relation: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": xml_text(url)})


def moment(when: dt.datetime) -> str:
    """A moment as RFC 3339 writes it, in whole seconds of UTC."""
    return when.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def xml_text(text: str) -> str:
    """The text without what no XML 1.0 document may hold (XML 1.0, 2.2)."""
    return "".join(sign for sign in text if _is_allowed(ord(sign)))


def _is_allowed(code: int) -> bool:
    return (
        code in {0x9, 0xA, 0xD}
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )
