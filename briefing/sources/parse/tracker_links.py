"""Links that lead through a tracker, as far as the target is visible in them."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.text.urls import web_url

DEPTH = 3
_NAMES = frozenset(
    {"url", "u", "target", "redirect", "redirect_url", "redirecturl", "dest", "destination", "link"}
)
_DEFENSE = re.compile(r"^/v3/__(https?:/{1,2}[^\s]+?)__;")


def unwrap(url: str) -> str:
    """The address behind a tracker, where it stands in the link; else the link itself.

    Read are a parameter with a usual name (`url`, `u`, `target`, …) that holds
    a web address, Google's `/url?q=`, and both forms of urldefense. No address
    is ever fetched for it.
    """
    for _ in range(DEPTH):
        inner = _inner(url)
        if inner is None:
            return url
        url = inner
    return url


def _inner(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host.startswith("urldefense."):
        return _defended(parts.path, parts.query)
    for name, value in _fields(parts.query):
        asked = name.lower() in _NAMES or (name == "q" and parts.path == "/url")
        if asked and value.startswith(("http://", "https://")) and web_url(value):
            return value
    return None


def _defended(path: str, query: str) -> str | None:
    """Proofpoint writes `%` as `-` and `/` as `_` (v2), or the address between `__` (v3)."""
    plain = _DEFENSE.match(path)
    if plain:
        return web_url(re.sub(r"^(https?):/(?!/)", r"\1://", plain[1]))
    coded = dict(_fields(query)).get("u", "")
    return web_url(unquote(coded.replace("-", "%").replace("_", "/")))


def _fields(query: str) -> list[tuple[str, str]]:
    """The parameters of a query, none where it has more than any tracker writes."""
    try:
        return parse_qsl(query, max_num_fields=50)
    except ValueError:
        return []
