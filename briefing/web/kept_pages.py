"""Pages that are the same for everybody: made once, kept as bytes with their hash.

A mail to twenty thousand readers brings as many to one page within minutes. It is made once,
compressed once, and given out without asking the store; a browser that has it is told so
(RFC 9110, 13.1.2). Pages with a reader's own link are never kept, and never compressed: the
length of what is compressed would tell about the token in it.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.errors import StoreError

# How long what is kept is given out unasked: so late are corrections seen. Chosen, not measured.
FRESH_SECONDS = 5.0
# A page has some 40 kB, a card as much; chosen, not measured.
MOST_PAGES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page as bytes, plain and compressed, with the hash browsers ask by."""

    body: bytes
    compressed: bytes
    sha256: str
    media_type: str
    headers: Mapping[str, str]

    @classmethod
    def of(cls, text: str, media_type: str, headers: Mapping[str, str]) -> KeptPage:
        """The page of a text; the same text gives the same bytes."""
        return cls.of_bytes(text.encode(), media_type, headers)

    @classmethod
    def of_bytes(cls, body: bytes, media_type: str, headers: Mapping[str, str]) -> KeptPage:
        """The page of bytes such as a picture's."""
        return cls(
            body=body,
            compressed=gzip.compress(body, mtime=0),
            sha256=hashlib.sha256(body).hexdigest(),
            media_type=media_type,
            headers=headers,
        )

    def answer(self, request: Request) -> Response:
        """The page as this client takes it; 304 where it has it."""
        zipped = len(self.compressed) < len(self.body) and takes_gzip(
            request.headers.get("accept-encoding", "")
        )
        # Other bytes, another tag (RFC 9110, 8.8.3.3).
        tag = f'"{self.sha256[:32]}{"-gzip" if zipped else ""}"'
        headers = {**self.headers, "ETag": tag, "Vary": "Accept-Encoding"}
        if _has_it(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        if zipped:
            headers["Content-Encoding"] = "gzip"
        body = self.compressed if zipped else self.body
        return Response(body, headers=headers, media_type=self.media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether a client takes gzip, by its Accept-Encoding (RFC 9110, 12.5.3)."""
    weights: dict[str, str] = {}
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "").removeprefix("q=")
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", "0")))
    return weight.strip("0.") != "" or weight == ""


def _has_it(asked: str, tag: str) -> bool:
    """If-None-Match, compared weakly: a proxy may have marked the tag as weak."""
    tags = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return tag in tags or "*" in tags


@dataclass(slots=True)
class _Entry:
    page: KeptPage
    version: Hashable
    checked: float


@dataclass(slots=True)
class PageKeeper:
    """The kept pages of an app, the least recently asked for given up first.

    `now` counts seconds. What is older than five is looked at again by one
    request, while the others get it as it is.
    """

    now: Callable[[], float] = time.monotonic
    _entries: OrderedDict[str, _Entry] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def page(
        self, key: str, version: Callable[[], Hashable], make: Callable[[], KeptPage | None]
    ) -> KeptPage | None:
        """The page of that key; None where `make` gives none.

        It is made again where `version` has changed; a version of None always has.
        Both may ask the store. StoreError where it cannot be asked and nothing is kept.
        """
        entry = self._entries.get(key)
        if entry is None:
            return await run_in_threadpool(self._made, key, version, make)
        if entry.checked + FRESH_SECONDS <= self.now():
            entry.checked = self.now()
            return await run_in_threadpool(self._renewed, key, entry, version, make)
        return entry.page

    def _made(
        self, key: str, version: Callable[[], Hashable], make: Callable[[], KeptPage | None]
    ) -> KeptPage | None:
        """Made by the first who asks; the others wait for it."""
        with self._lock:
            entry = self._entries.get(key)
            return entry.page if entry else self._make(key, version(), make)

    def _renewed(
        self,
        key: str,
        entry: _Entry,
        version: Callable[[], Hashable],
        make: Callable[[], KeptPage | None],
    ) -> KeptPage | None:
        """Looked at again; as it was where the store is busy."""
        try:
            seen = version()
            if seen is not None and seen == entry.version:
                return entry.page
            with self._lock:
                return self._make(key, seen, make)
        except StoreError:
            return entry.page

    def _make(
        self, key: str, version: Hashable, make: Callable[[], KeptPage | None]
    ) -> KeptPage | None:
        page = make()
        self._entries.pop(key, None)
        if page is not None:
            self._entries[key] = _Entry(page, version, self.now())
            while len(self._entries) > MOST_PAGES:
                self._entries.popitem(last=False)
        return page
