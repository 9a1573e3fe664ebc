"""Headers and cookies that belong to one site: never sent to another, never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from briefing.errors import SourceError
from briefing.text.clean import word_set

if TYPE_CHECKING:
    from yarl import URL

# Names a request makes itself: what is set here would break it, or its guard.
RESERVED = word_set(
    "host connection content-length transfer-encoding accept-encoding te upgrade expect "
    "proxy-authorization proxy-connection"
)
# What most servers take as one line of a header.
MAX_HEADER_CHARS = 8000
# What browsers keep of a site (RFC 6265, 6.1).
MAX_COOKIES = 50
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")  # a token of RFC 9110, 5.6.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHeaders:
    """What is sent along to the site of `url`, on its redirects only as long as they stay there.

    `pairs` are names and values of headers, cookies among them; they are in no
    message and no repr.
    """

    url: str
    pairs: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        url: str,
        *,
        headers: Mapping[str, str],
        cookies: Mapping[str, str] | None = None,
        user_agent: str = "",
    ) -> Self:
        """The headers as one value; SourceError for a name or value that no header can have."""
        pairs = {**headers} | ({"User-Agent": user_agent} if user_agent else {})
        if cookies:
            pairs["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        for name, value in pairs.items():
            _check(name, value)
        return cls(url=url, pairs=tuple(pairs.items()))

    def sent_to(self, url: URL) -> dict[str, str]:
        """The headers for one request, none where it goes to another site."""
        from yarl import URL

        return dict(self.pairs) if self.pairs and _is_same_site(URL(self.url), url) else {}


class Cookies:
    """The cookies that servers set on the way from redirect to redirect, each for its host."""

    def __init__(self) -> None:
        self._by_host: dict[str, dict[str, str]] = {}

    def keep(self, url: URL, lines: list[str]) -> None:
        """Take what the `Set-Cookie` lines of an answer set; what is none is left out."""
        jar = self._by_host.setdefault(url.raw_host or "", {})
        for line in lines[:MAX_COOKIES]:
            name, equals, value = line.partition(";")[0].strip().partition("=")
            if equals and _NAME.fullmatch(name) and value.isascii() and value.isprintable():
                jar[name] = value

    def added_to(self, headers: Mapping[str, str], url: URL) -> dict[str, str]:
        """The headers with the cookies of this host behind those that stand there."""
        jar = self._by_host.get(url.raw_host or "", {})
        set_here = [f"{name}={value}" for name, value in jar.items()]
        stated = [headers["Cookie"]] if "Cookie" in headers else []
        line = "; ".join((*stated, *set_here))
        return {**headers} | ({"Cookie": line} if line and len(line) <= MAX_HEADER_CHARS else {})


def _check(name: str, value: str) -> None:
    if not _NAME.fullmatch(name) or name.lower() in RESERVED:
        raise SourceError("is no header that can be set", where=name[:100])
    if len(value) > MAX_HEADER_CHARS or not value.isascii() or not value.isprintable():
        raise SourceError("has a value that no header can have", where=name)


def _is_same_site(first: URL, second: URL) -> bool:
    """True for one host and port; from http to https of the usual ports is no other site."""
    if first.raw_host != second.raw_host:
        return False
    upgraded = first.scheme == "http" and second.scheme == "https"
    if upgraded and (first.port, second.port) == (80, 443):
        return True
    return (first.scheme, first.port) == (second.scheme, second.port)
