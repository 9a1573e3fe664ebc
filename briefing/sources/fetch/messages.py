"""One request and its answer, as the client and the exchange hand them on."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.errors import SourceError
from briefing.models import SourceState
from briefing.sources.fetch.caching import max_age
from briefing.sources.fetch.site_headers import SiteHeaders
from briefing.sources.parse.markup_charset import header_charset


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to read, and the validators of the last read (RFC 9110, 13.1).

    With `post`, JSON that is handed over by POST; a redirect is then no answer.
    `site` are headers that only one site is to see.
    """

    url: str
    state: SourceState = field(default_factory=SourceState)
    accept: str = "*/*"
    post: bytes = b""
    site: SiteHeaders | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a server answered, after redirects, its body unpacked.

    `url` is where the body came from; `headers` have lower-case names, in
    the order received. `moved` is the new address where every redirect on the
    way was permanent, so that a source list may follow it.
    """

    status: int
    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    moved: str = ""

    def header(self, name: str) -> str:
        """The first header of this name, or ""."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    @property
    def charset(self) -> str:
        """The charset that the Content-Type names, "" where it names none."""
        return header_charset(self.header("content-type"))

    @property
    def state(self) -> SourceState:
        """The validators to send with the next request."""
        return SourceState(etag=self.header("etag"), last_modified=self.header("last-modified"))

    @property
    def max_age(self) -> int:
        """For how many seconds it need not be asked for again (RFC 9111)."""
        return max_age(self.header("cache-control"), age=self.header("age"))

    @property
    def problem(self) -> SourceError | None:
        """What is wrong by the status, in plain words; None for 2xx and 304."""
        if 200 <= self.status < 300 or self.status == 304:
            return None
        hint = HINTS.get(self.status, "look at the address in a browser")
        wait = self.header("retry-after")
        return SourceError(
            f"the server answered {self.status} {MEANINGS.get(self.status, '')}".rstrip(),
            where=self.url,
            hint=f"{hint}; it asks to wait: {wait[:40]}" if wait else hint,
        )


MEANINGS = {
    401: "(login needed)",
    403: "(forbidden)",
    404: "(not found)",
    410: "(gone for good)",
    429: "(too many requests)",
    500: "(its own error)",
    502: "(its own error)",
    503: "(not available now)",
    504: "(its own error)",
}


HINTS = {
    404: "check the address",
    410: "remove this source",
    429: "it will be tried again with the next run",
    500: "it will be tried again with the next run",
    502: "it will be tried again with the next run",
    503: "it will be tried again with the next run",
    504: "it will be tried again with the next run",
}
