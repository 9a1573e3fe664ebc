"""What a file holds, told from its content; its name only helps where content is silent."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from briefing.text.clean import word_set

Format = Literal["feed", "html", "json", "mail", "markdown", "mbox", "opml", "rtf", "text", "xml"]

# Chosen, not measured: a root element or a mail's first headers stand within it.
_HEAD_BYTES = 4_096
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_OPML = re.compile(r"<(?:opml|oml)[\s>]", re.IGNORECASE)
_HTML_LEAD = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE)
_HTML_TAG = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"<\?xml\b|<!--|<!doctype\b|<[\w:.-]{1,60}(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[^\n]*:")
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:(?://|\\/\\/)jsonfeed\.org')
_JSON = re.compile(r"""[\[{][\s\[{]*(?:"[^"\n]{0,200}"\s*[:,\]}]|[\]}])""")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?=[ \t\r]|$)")
_MAIL_HEADERS = word_set(
    "from to subject date message-id received return-path mime-version delivered-to reply-to"
    " content-type dkim-signature list-id sender"
)


def recognise(data: bytes, name: str) -> Format:
    """The format of a file from its first 4,096 bytes and, last, from its name."""
    head = _peek(data).lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")):
        return _braced(data, head, name)
    if head.startswith("<"):
        return _markup(head, name)
    return _mail(head, name) or ("markdown" if _FRONT_MATTER.match(head) else _by_name(name))


def _peek(data: bytes) -> str:
    """The head of a file, good enough for the ASCII that markup begins with."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if wide:
        return data[:_HEAD_BYTES].decode("utf-16", "replace")
    return data.removeprefix(codecs.BOM_UTF8)[:_HEAD_BYTES].decode("latin-1")


def _braced(data: bytes, head: str, name: str) -> Format:
    """JSON with or without a feed, RTF, or a text that begins with a bracket."""
    if head.startswith("{\\rtf"):
        return "rtf"
    if head.startswith("{") and _JSON_FEED.search(data):
        return "feed"
    return "json" if _JSON.match(head) else _by_name(name)


def _markup(head: str, name: str) -> Format:
    if _HTML_LEAD.match(head):
        return "html"
    if _OPML.search(head):
        return "opml"
    if _FEED.search(head):
        return "feed"
    if _HTML_TAG.search(head):
        return "html"
    is_xml = head[:5].lower() == "<?xml" or ("xmlns" in head and _ROOT.match(head))
    return "xml" if is_xml else _by_name(name)


def _mail(head: str, name: str) -> Format | None:
    """A mail by its headers: two usual ones and nothing else before the empty line."""
    is_box = head.startswith("From ")
    lines = head.replace("\r\n", "\n").split("\n\n", 1)[0].split("\n")[is_box:]
    folded = [line for line in lines if not line.startswith((" ", "\t"))]
    names = [match[1].lower() for match in map(_HEADER.match, folded) if match]
    whole = len(folded) if "\n\n" in head.replace("\r\n", "\n") else len(folded) - 1
    usual = len(_MAIL_HEADERS.intersection(names))
    needed = 1 if is_box or name.lower().endswith(".eml") else 2
    if usual < needed or len(names) < whole:
        return None
    return "mbox" if is_box else "mail"


def _by_name(name: str) -> Format:
    suffix = name.lower().rpartition(".")[2]
    if suffix in {"md", "markdown"}:
        return "markdown"
    if suffix == "eml":
        return "mail"
    return "html" if suffix in {"html", "htm", "xhtml"} else "text"
