"""Requests over aiohttp, within the limits of one client."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from briefing import __version__
from briefing.errors import SourceError
from briefing.sources.guard import Gate, GuardedResolver, Lookup, RefusedError, shown
from briefing.sources.http import Request, Response

PER_HOST = 2
OVERALL = 50
REDIRECTS = 5
PERMANENT = (301, 308)
BUSY = (429, 503)
REDIRECTING = (301, 302, 303, 307, 308)
CHUNK = 64 * 1024
# Failures in a row after which a host is left alone for the rest of a run.
DEAD_AFTER = 3


class TooMuchError(Exception):
    """A body went over the limit."""


UNREACHED = (TimeoutError, aiohttp.ClientConnectorError)
FAILURES = (TimeoutError, OSError, ValueError, TooMuchError, zlib.error, aiohttp.ClientError)


class Exchange:
    """One open session; every hop of every request passes the gate."""

    def __init__(
        self, gate: Gate, lookup: Lookup, *, timeout: float, contact: str, max_bytes: int
    ) -> None:
        self._gate = gate
        self._lookup = lookup
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._agent = user_agent(contact)
        self._resting: set[str] = set()
        self._failures: Counter[tuple[str, int | None]] = Counter()
        self._pauses: dict[str, float] = {}
        self._turns: dict[str, float] = {}

    async def __aenter__(self) -> Self:
        self._places = asyncio.Semaphore(OVERALL)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_HOST))
        self._session = aiohttp.ClientSession(
            connector=self._connector(),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate"},
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def all(self, requests: Sequence[Request]) -> tuple[Response | SourceError, ...]:
        """Every answer in the order of the requests; what failed is a value."""
        return tuple(await asyncio.gather(*(self._one(request) for request in requests)))

    async def each(
        self,
        requests: Sequence[Request],
        room: asyncio.Semaphore,
        put: Callable[[tuple[int, Response | BaseException]], None],
    ) -> None:
        """Hand every answer to `put` with its place; `room` says how many may wait there."""

        async def one(place: int) -> None:
            await room.acquire()
            try:
                put((place, await self._one(requests[place])))
            except Exception as error:  # noqa: BLE001  a fault of ours is raised where it was asked
                put((place, error))

        await asyncio.gather(*map(one, range(len(requests))))

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least so many seconds between two requests to a host."""
        self._pauses[host] = seconds

    def _connector(self) -> aiohttp.TCPConnector:
        return aiohttp.TCPConnector(
            resolver=GuardedResolver(self._gate, self._lookup),
            use_dns_cache=False,
            limit=0,
            socket_factory=self._gate.socket,
        )

    async def _one(self, request: Request) -> Response | SourceError:
        try:
            return await self._follow(request)
        except SourceError as error:
            return error

    async def _follow(self, request: Request) -> Response:
        """Go from redirect to redirect; SourceError where the way ends badly."""
        url = self._gate.target(request.url)
        left, permanent = self._timeout, True
        for _ in range(REDIRECTS + 1):
            answer, used = await self._hop(url, request, left)
            left -= used
            target = answer.header("location")
            if answer.status not in REDIRECTING or not target or request.post:
                moved = str(url) if permanent and str(url) != request.url else ""
                return _moved(answer, moved)
            permanent = permanent and answer.status in PERMANENT
            url = self._next(url, target)
        raise SourceError(
            f"more than {REDIRECTS} redirects",
            where=request.url,
            hint="look at the address in a browser",
        )

    def _next(self, url: URL, target: str) -> URL:
        try:
            joined = url.join(URL(target.strip()))
        except ValueError as error:
            raise SourceError("redirects to an unusable address", where=shown(url)) from error
        if joined.user or joined.password:
            raise SourceError("redirects to an address with a password", where=shown(url))
        return self._gate.target(str(joined))

    async def _hop(self, url: URL, request: Request, left: float) -> tuple[Response, float]:
        """One answer and the seconds it took, once there is a free place."""
        host, site = url.host or "", (url.host or "", url.port)
        async with self._hosts[host], self._places:
            self._may_ask(url)
            await self._turn(host)
            loop = asyncio.get_running_loop()
            start = loop.time()
            try:
                async with asyncio.timeout(max(left, 0)):
                    answer = await self._send(url, request)
            except FAILURES as error:
                self._failures[site] += isinstance(error, UNREACHED) and not _refused(error)
                raise self._plain(url, error) from error
            self._failures.pop(site, None)
            if answer.status in BUSY and answer.header("retry-after"):
                self._resting.add(host)
            return answer, loop.time() - start

    async def _turn(self, host: str) -> None:
        """Wait until a host that wants a pause between requests may be asked again."""
        if host not in self._pauses:
            return
        now = asyncio.get_running_loop().time()
        turn = max(self._turns.get(host, now), now)
        self._turns[host] = turn + self._pauses[host]
        await asyncio.sleep(turn - now)

    def _may_ask(self, url: URL) -> None:
        """SourceError for a host that is left alone in this run: it asked for it, or is dead."""
        host, hint = url.host or "", "it will be tried again with the next run"
        if host in self._resting:
            raise SourceError("its host has asked for a pause", where=shown(url), hint=hint)
        if self._failures[host, url.port] >= DEAD_AFTER:
            why = f"its host did not answer {DEAD_AFTER} times in a row"
            raise SourceError(why, where=shown(url), hint=hint)

    async def _send(self, url: URL, request: Request) -> Response:
        method, data = ("POST", request.post) if request.post else ("GET", None)
        headers = _conditions(request) | ({"Content-Type": "application/json"} if data else {})
        async with self._session.request(
            method, url, data=data, headers=headers, allow_redirects=False
        ) as got:
            body = b"" if got.status in REDIRECTING else await self._body(got)
            return Response(
                status=got.status,
                url=shown(url),
                body=body,
                headers=tuple((name.lower(), value) for name, value in got.headers.items()),
            )

    async def _body(self, got: aiohttp.ClientResponse) -> bytes:
        """The body, unpacked; TooMuchError as soon as either side is over the limit."""
        unpack = _Unpacker(got.headers.get("Content-Encoding", ""), self._max_bytes)
        async for chunk in got.content.iter_chunked(CHUNK):
            unpack.feed(chunk)
        return unpack.whole()

    def _plain(self, url: URL, error: Exception) -> SourceError:
        """A foreign error in our words."""
        refused = _refused(error)
        what = f"refused: {refused}" if refused else self._meaning(error)
        hint = "`fetch: allow_hosts:` opens a host on purpose" if refused else "is it up?"
        return SourceError(what, where=shown(url), hint=hint)

    def _meaning(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"no whole answer within {self._timeout:g} seconds"
        if isinstance(error, TooMuchError):
            return f"the answer is larger than {self._max_bytes:,} bytes"
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return "the server's certificate is not valid"
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            return "the host is not known"
        if isinstance(error, aiohttp.ClientConnectorError):
            return "the server cannot be reached"
        return "the server's answer is broken"


class _Unpacker:
    """Gathers a body, inflating as it comes, and never beyond the limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._received = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._inflate = _inflater(encoding.strip().lower())

    def feed(self, chunk: bytes) -> None:
        self._received += len(chunk)
        if self._received > self._limit:
            raise TooMuchError
        part = self._inflate.decompress(chunk, self._limit + 1) if self._inflate else chunk
        self._size += len(part)
        if self._size > self._limit or (self._inflate and self._inflate.unconsumed_tail):
            raise TooMuchError
        self._parts.append(part)

    def whole(self) -> bytes:
        if self._inflate and self._received and not self._inflate.eof:
            raise ValueError("the packed body ends too early")
        return b"".join(self._parts)


def _inflater(encoding: str) -> zlib._Decompress | None:
    """What unpacks this content coding (RFC 9110, 8.4.1); ValueError for others."""
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(wbits=47)
    raise ValueError(f"unknown content coding {encoding[:40]}")


def user_agent(contact: str) -> str:
    """Who we are, and how to reach whoever runs us."""
    signs = "".join(sign for sign in contact if sign.isprintable() and sign not in "()\\")
    plain = signs.encode("ascii", "ignore").decode().strip()
    return f"briefing/{__version__} (+{plain})" if plain else f"briefing/{__version__}"


def _conditions(request: Request) -> dict[str, str]:
    """The request's own headers; a validator that is no header value is left out."""
    state = request.state
    wanted = {
        "Accept": request.accept,
        "If-None-Match": state.etag,
        "If-Modified-Since": state.last_modified,
    }
    return {name: value for name, value in wanted.items() if value and value.isprintable()}


def _moved(answer: Response, moved: str) -> Response:
    return Response(
        status=answer.status,
        url=answer.url,
        body=answer.body,
        headers=answer.headers,
        moved=moved,
    )


def _refused(error: BaseException | None) -> str:
    """The gate's reason, wherever in the chain of causes it stands."""
    while error is not None:
        inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
        if isinstance(inner, RefusedError):
            return str(inner)
        error = error.__cause__ or error.__context__
    return ""
