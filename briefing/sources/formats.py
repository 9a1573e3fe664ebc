"""What a file holds, told from its content; its name only helps where content is silent."""

from __future__ import annotations

import codecs
import re
from typing import Literal

Format = Literal["feed", "html", "markdown", "text"]

_HEAD = 4_096
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HTML_LEAD = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE)
_HTML_TAG = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[^\n]*:")
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:(?://|\\/\\/)jsonfeed\.org')


def recognise(data: bytes, name: str) -> Format:
    """The format of a file from its first 4,096 bytes and, last, from its name."""
    head = _peek(data).lstrip("\ufeff \t\r\n")
    if head.startswith("{") and _JSON_FEED.search(data):
        return "feed"
    if head.startswith("<"):
        return _markup(head, name)
    return "markdown" if _FRONT_MATTER.match(head) else _by_name(name)


def _peek(data: bytes) -> str:
    """The head of a file, good enough for the ASCII that markup begins with."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if wide:
        return data[:_HEAD].decode("utf-16", "replace")
    return data.removeprefix(codecs.BOM_UTF8)[:_HEAD].decode("latin-1")


def _markup(head: str, name: str) -> Format:
    if _HTML_LEAD.match(head):
        return "html"
    if _FEED.search(head):
        return "feed"
    return "html" if _HTML_TAG.search(head) else _by_name(name)


def _by_name(name: str) -> Format:
    suffix = name.lower().rpartition(".")[2]
    if suffix in {"md", "markdown"}:
        return "markdown"
    return "html" if suffix in {"html", "htm", "xhtml"} else "text"
