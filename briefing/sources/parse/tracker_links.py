"""Links as they stand in sources: what no address may hold is encoded, trackers are unwrapped."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.text.urls import web_url

# A tracker in a tracker in a tracker has been seen, never one more.
MAX_UNWRAPPED_LINKS = 3
# Chosen: a query with more is no tracker's.
MAX_QUERY_FIELDS = 50
# What people leave in addresses and no address may hold (RFC 3986, 2); browsers encode it.
_UNSAFE = re.compile(r"""[ "<>^`{|}]""")
_LINE_ENDS = re.compile(r"[\t\n\r]+\s*")
_NAMES = frozenset(
    {"url", "u", "target", "redirect", "redirect_url", "redirecturl", "dest", "destination", "link"}
)
_DEFENSE = re.compile(r"^/v3/__(https?:/{1,2}[^\s]+?)__;")


def percent_encoded(link: str) -> str:
    """The link as a browser would ask for it: blanks and signs such as `|` encoded.

    White space around it and line ends in it go (WHATWG URL, 4.4). Linear in
    its length; what is encoded already stays as it is.
    """
    return _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", _LINE_ENDS.sub("", link.strip()))


def unwrap(url: str) -> str:
    """The address behind a tracker, where it stands in the link; else the link itself.

    Read are a parameter with a usual name (`url`, `u`, `target`, …) that holds
    a web address, Google's `/url?q=`, and both forms of urldefense. No address
    is ever fetched for it.
    """
    for _ in range(MAX_UNWRAPPED_LINKS):
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
        is_target = name.lower() in _NAMES or (name == "q" and parts.path == "/url")
        target = percent_encoded(value)
        if is_target and target.startswith(("http://", "https://")) and web_url(target):
            return target
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
        return parse_qsl(query, max_num_fields=MAX_QUERY_FIELDS)
    except ValueError:
        return []
