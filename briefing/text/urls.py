"""Addresses: which may be shown as links, and which name the same page."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from briefing.text.clean import clean

# As much as mail programs follow.
MAX_URL_CHARS = 2048
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?i)(utm_.*|at_(campaign|medium|custom\d|link_.*)|fbclid|gclid|gbraid|wbraid|dclid|msclkid"
    r"|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|oly_(anon|enc)_id|_hs(enc|mi)|_ga"
    r"|vero_(id|conv)|cmpid|ocid|smid|ito|xtor|ns_(campaign|mchannel|source)|guce_.*|__twitter_.*"
    r"|ref_src|ref_url|spm|wt_mc|partner_?id|sh|s_cid|srnd)"
)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"{}|^`\u200b-\u200f\u2028-\u202e\u2060-\u206f]")
_TWIN_HOST = re.compile(r"^(?:amp|m|mobile)\.(?=[^.]+\.)")
_TWIN_PATH = re.compile(r"^/amp(?=/)|/amp$|\.amp(?=\.html$|$)|(?<=[^/])\.amp(?=$)")
_TWIN_QUERY = frozenset({"amp", "outputtype"})


def web_url(url: str | None) -> str | None:
    """The address if it is fit to be a link, stripped at both ends; else None.

    Only http and https with a host, at most 2,048 characters, no credentials
    (they make `https://bank.example@evil.example` look like a bank), no white
    space, control or invisible characters, no backslash.
    """
    url = (url or "").strip()
    if not url or len(url) > MAX_URL_CHARS or _FORBIDDEN.search(url) or clean(url) != url:
        return None
    parts = _split(url)
    if parts is None or parts.scheme not in _PORTS or "@" in parts.netloc:
        return None
    return url if _host(parts) else None


@lru_cache(maxsize=1024)  # a feed asks for each address several times in a row
def canonical_url(url: str) -> str:
    """What two spellings of one page's address have in common: a key, not a link.

    https for http, host in lower case without `www.`, no default port, no
    fragment, no tracking parameters, parameters sorted by name (stable), no
    slash at the end. White space and invisible characters go first; what is no
    web address comes back without them. Never raises; idempotent.
    """
    url = "".join(clean(url).split())
    parts = _split(url) if web_url(url) else None
    if parts is None:
        return url
    path = parts.path.rstrip("/")
    return f"https://{_host(parts)}{_port(parts)}{path}{_query(parts.query)}"


def url_keys(url: str) -> tuple[str, ...]:
    """The keys of a page: its canonical address, then that of its mobile or AMP twin's original.

    A twin is told by host (`m.`, `mobile.`, `amp.`), path (`/amp/…`, `…/amp`,
    `….amp.html`) or parameter (`amp`, `outputType=amp`).
    """
    key = canonical_url(url)
    parts = _split(key)
    if parts is None or parts.scheme != "https":
        return (key,)
    host = _TWIN_HOST.sub("", parts.netloc)
    path = _TWIN_PATH.sub("", parts.path, count=1).rstrip("/")
    original = canonical_url(f"https://{host}{path}{_query(parts.query, drop=_TWIN_QUERY)}")
    return (key,) if original == key else (key, original)


def _split(url: str) -> SplitResult | None:
    """The parts of an address, None where it has no readable host or port."""
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").strip(".").removeprefix("www.")
    return f"[{host}]" if ":" in host else host


def _port(parts: SplitResult) -> str:
    default = parts.port in {None, _PORTS[parts.scheme]}
    return "" if default else f":{parts.port}"


def _query(query: str, *, drop: frozenset[str] = frozenset()) -> str:
    """The parameters that tell pages apart, sorted by name, with their question mark."""
    if not query:
        return ""
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name) and name.lower() not in drop
    ]
    return "?" + urlencode(sorted(pairs, key=lambda pair: pair[0])) if pairs else ""
