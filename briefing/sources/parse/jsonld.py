"""JSON-LD of a page (schema.org) -> what it says about its story."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.models import Media
from briefing.sources.parse.dates import utc
from briefing.sources.parse.raw_story import Raw, plain_name

# Chosen, not measured: the whole text of a long story fits several times.
MAX_SCRIPT_CHARS = 512 * 1024
# Chosen, not measured: an article stands among the first nodes of a graph.
MAX_NODES = 500
_KINDS = ("Article", "Posting", "Report")

Node = Mapping[str, Any]


def story_node(scripts: Iterator[str]) -> Node:
    """The first node that describes an article, or an empty one."""
    for script in scripts:
        for node in _nodes(_parsed(script)):
            if any(kind.endswith(_KINDS) for kind in _strings(node.get("@type"))):
                return node
    return {}


def raw_of(node: Node) -> Raw:
    """What the node says, empty where it is silent; its text is left to the page."""
    return Raw(
        title=_name(node.get("headline")),
        link=_address(node.get("url")) or _address(node.get("mainEntityOfPage")),
        published=utc(_first(node.get("datePublished"))),
        updated=utc(_first(node.get("dateModified"))),
        author=", ".join(_names(node.get("author"))),
        publisher=next(iter(_names(node.get("publisher"))), ""),
        language=_first(node.get("inLanguage")),
        section=_first(node.get("articleSection")),
        tags=_keywords(node.get("keywords")),
        media=(*_photos(node.get("image")), *_videos(node.get("video"))),
    )


def is_paid(node: Node) -> bool:
    """True where the page says that its text is not free."""
    return str(node.get("isAccessibleForFree", "")).lower() in {"false", "no"}


def _parsed(script: str) -> object:
    """The JSON of one script; None where it is none, as on many pages."""
    if len(script) > MAX_SCRIPT_CHARS:
        return None
    try:
        return json.loads(script.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """All nodes on the upper levels of a document: lists, graphs, the page's main entity."""
    queue = [value]
    for _ in range(MAX_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue = [*node[:MAX_NODES], *queue]
        elif isinstance(node, dict):
            yield node
            queue += [node[key] for key in ("@graph", "mainEntity") if key in node]


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [member for member in values if isinstance(member, str)]


def _first(value: object) -> str:
    return next(iter(_strings(value)), "")


def _name(value: object) -> str:
    return plain_name(_first(value))


def _address(value: object) -> str:
    """A URL, given as such or as the `url` or `@id` of a node."""
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, str):
            return member
        if isinstance(member, dict):
            return (
                _first(member.get("url"))
                or _first(member.get("contentUrl"))
                or _first(member.get("@id"))
            )
    return ""


def _names(value: object) -> list[str]:
    """Names of persons or organisations, in order, each once."""
    values = value if isinstance(value, list) else [value]
    raw = [member.get("name") if isinstance(member, dict) else member for member in values]
    names = [_name(member) for member in raw]
    return list(dict.fromkeys(name for name in names if name and not name.startswith("http")))[:10]


def _keywords(value: object) -> tuple[str, ...]:
    words = _strings(value)
    if len(words) == 1:
        words = words[0].split(",")
    return tuple(plain_name(word) for word in words)


def _photos(value: object) -> Iterator[Media]:
    for member in (value if isinstance(value, list) else [value])[:3]:
        url = _address(member)
        node = member if isinstance(member, dict) else {}
        if url:
            credit = _name(node.get("creditText")) or ", ".join(_names(node.get("creator")))
            yield Media(kind="photo", url=url, caption=_name(node.get("caption")), credit=credit)


def _videos(value: object) -> Iterator[Media]:
    for member in (value if isinstance(value, list) else [value])[:3]:
        if isinstance(member, dict):
            url = (
                _first(member.get("url"))
                or _first(member.get("embedUrl"))
                or _first(member.get("contentUrl"))
            )
            caption = _name(member.get("name")) or _name(member.get("description"))
            yield Media(kind="video", url=url, caption=caption)
