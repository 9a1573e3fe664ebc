"""Requests over aiohttp, within the limits of one client."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from briefing.errors import SourceError
from briefing.sources.fetch.decompress import Unpacker, gunzipped
from briefing.sources.fetch.explanations import FAILURES, UNREACHED, plain, refusal_in
from briefing.sources.fetch.guard import Gate, GuardedResolver, Lookup, without_user
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.fetch.site_headers import Cookies
from briefing.version import __version__

# Browsers open six connections to a host; a guest takes fewer.
MAX_HOST_REQUESTS = 2
# Where 500 feeds take 1.2 times what is possible at all (docs/decisions.md).
MAX_REQUESTS = 50
# Chosen: a quarter of what browsers follow.
MAX_REDIRECTS = 5
PERMANENT = (301, 308)
BUSY = (429, 503)
REDIRECTING = (301, 302, 303, 307, 308)
# Of the size of a socket buffer: limits are looked at so often.
CHUNK_BYTES = 64 * 1024
# Content security policies of 20 KB are met; aiohttp's own limit is 8 KB.
MAX_HEADER_BYTES = 64 * 1024
# Failures in a row after which a host is left alone for the rest of a run.
DEAD_AFTER_FAILURES = 3


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
        self._places = asyncio.Semaphore(MAX_REQUESTS)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(MAX_HOST_REQUESTS)
        )
        self._session = aiohttp.ClientSession(
            connector=self._connector(),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate"},
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
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
        return tuple(await asyncio.gather(*(self._answer(request) for request in requests)))

    async def each(
        self,
        requests: Sequence[Request],
        room: asyncio.Semaphore,
        put: Callable[[tuple[int, Response | BaseException]], None],
    ) -> None:
        """Hand every answer to `put` with its place; `room` says how many may wait there."""

        async def put_answer(place: int) -> None:
            await room.acquire()
            try:
                put((place, await self._answer(requests[place])))
            except Exception as error:  # noqa: BLE001  a fault of ours is raised where it was asked
                put((place, error))

        await asyncio.gather(*map(put_answer, range(len(requests))))

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

    async def _answer(self, request: Request) -> Response | SourceError:
        try:
            return await self._follow(request)
        except SourceError as error:
            return error

    async def _follow(self, request: Request) -> Response:
        """Go from redirect to redirect; SourceError where the way ends badly."""
        url = self._gate.target(request.url)
        left, permanent, cookies = self._timeout, True, Cookies()
        for _ in range(MAX_REDIRECTS + 1):
            headers = cookies.added_to(_headers(request, url), url)
            answer, used = await self._hop(url, headers, request.post, left)
            cookies.keep(url, [value for name, value in answer.headers if name == "set-cookie"])
            left -= used
            target = answer.header("location")
            if answer.status not in REDIRECTING or not target or request.post:
                moved = str(url) if permanent and str(url) != request.url else ""
                return replace(answer, moved=moved)
            permanent = permanent and answer.status in PERMANENT
            url = self._next(url, target, request.url)
        raise SourceError(
            f"more than {MAX_REDIRECTS} redirects",
            where=request.url,
            hint="look at the address in a browser",
        )

    def _next(self, url: URL, target: str, asked: str) -> URL:
        """Where a redirect leads; SourceError where it may not be followed."""
        try:
            joined = url.join(URL(target.strip()))
        except ValueError as error:
            raise SourceError(
                "redirects to an unusable address", where=without_user(url)
            ) from error
        if joined.user or joined.password:
            raise SourceError("redirects to an address with a password", where=without_user(url))
        try:
            return self._gate.target(str(joined))
        except SourceError as error:
            what = f"redirects to {error.where}, {error.what}"
            raise SourceError(what, where=asked, hint=error.hint) from error

    async def _hop(
        self, url: URL, headers: dict[str, str], post: bytes, left: float
    ) -> tuple[Response, float]:
        """One answer and the seconds it took, once there is a free place."""
        host = url.raw_host or ""
        site = host, url.port
        async with self._hosts[host], self._places:
            self._may_ask(url)
            await self._turn(host)
            loop = asyncio.get_running_loop()
            start = loop.time()
            try:
                async with asyncio.timeout(max(left, 0)):
                    answer = await self._send(url, headers, post)
            except FAILURES as error:
                self._failures[site] += isinstance(error, UNREACHED) and not refusal_in(error)
                raise plain(error, url, seconds=self._timeout, most=self._max_bytes) from error
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
        host, hint = url.raw_host or "", "it will be tried again with the next run"
        if host in self._resting:
            raise SourceError("its host has asked for a pause", where=without_user(url), hint=hint)
        if self._failures[host, url.port] >= DEAD_AFTER_FAILURES:
            why = f"its host did not answer {DEAD_AFTER_FAILURES} times in a row"
            raise SourceError(why, where=without_user(url), hint=hint)

    async def _send(self, url: URL, headers: dict[str, str], post: bytes) -> Response:
        method, data = ("POST", post) if post else ("GET", None)
        async with self._session.request(
            method, url, data=data, headers=headers, allow_redirects=False
        ) as got:
            body = b"" if got.status in REDIRECTING else await self._body(got)
            return Response(
                status=got.status,
                url=without_user(url),
                body=body,
                headers=tuple((name.lower(), value) for name, value in got.headers.items()),
            )

    async def _body(self, got: aiohttp.ClientResponse) -> bytes:
        """The body, unpacked; TooMuchError as soon as either side is over the limit."""
        unpack = Unpacker(got.headers.get("Content-Encoding", ""), self._max_bytes)
        async for chunk in got.content.iter_chunked(CHUNK_BYTES):
            unpack.feed(chunk)
        return gunzipped(unpack.whole(), self._max_bytes)


def user_agent(contact: str) -> str:
    """Who we are, and how to reach whoever runs us."""
    signs = "".join(sign for sign in contact if sign.isprintable() and sign not in "()\\")
    plain = signs.encode("ascii", "ignore").decode().strip()
    return f"briefing/{__version__} (+{plain})" if plain else f"briefing/{__version__}"


def _headers(request: Request, url: URL) -> dict[str, str]:
    """What is sent to one address; a validator that is no header value is left out."""
    state = request.state
    general = {
        "Accept": request.accept,
        "If-None-Match": state.etag,
        "If-Modified-Since": state.last_modified,
        "Content-Type": "application/json" if request.post else "",
    }
    sendable = {name: value for name, value in general.items() if value and value.isprintable()}
    return sendable | (request.site.sent_to(url) if request.site else {})
