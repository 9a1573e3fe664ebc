"""The one HTTP client: the only way any part of `briefing` opens a URL.

What may be reached is decided in guard.py, the exchange itself is in
exchange.py; both load with the first request. The client runs its own event
loop in a thread, so that any thread, with or without a loop, may call it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefing.errors import SourceError
from briefing.models import SourceState
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.sandbox.pool import Reader

if TYPE_CHECKING:
    from protego import Protego

    from briefing.sources.fetch.exchange import Exchange
    from briefing.sources.fetch.guard import Lookup

# Chosen, not measured: far above any feed or page, far below what hurts.
MAX_ANSWER_BYTES = 10 * 1024 * 1024
# Answers of `each` that may wait to be taken before no more are fetched.
MAX_UNREAD_ANSWERS = 100


class Client:
    """Reads URLs under guard; any thread may call it. Close it, or use it in `with`.

    Only http and https, ports by list, no private address unless
    `allow_hosts` opens it ("host" or "host:port"); at most 5 redirects, each
    checked again; `max_bytes` received and unpacked; `timeout` seconds for
    one address with all its redirects, waiting for a free place not counted.
    At most 2 requests at once to a host, 50 in all. `contact` (an address or
    URL) goes into the user agent. `lookup` replaces the DNS. `reader` parses
    what was fetched, in processes that end with the client; `robots` is what the
    robots.txt of each site said.
    """

    def __init__(
        self,
        *,
        allow_hosts: tuple[str, ...] = (),
        timeout: float = 20.0,
        contact: str = "",
        max_bytes: int = MAX_ANSWER_BYTES,
        lookup: Lookup | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._allow_hosts = allow_hosts
        self._timeout = timeout
        self._contact = contact
        self._max_bytes = max_bytes
        self._lookup = lookup
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self.reader = reader or Reader()
        self.robots: dict[str, Protego | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def get(self, url: str, state: SourceState | None = None, *, accept: str = "*/*") -> Response:
        """One answer, 2xx or 304; SourceError for anything else."""
        return self._answer(Request(url=url, state=state or SourceState(), accept=accept))

    def post(self, url: str, data: bytes) -> Response:
        """Hand JSON over by POST, under the same guard; SourceError where it is not taken."""
        return self._answer(Request(url=url, post=data))

    def _answer(self, request: Request) -> Response:
        answer = self.fetch((request,))[0]
        problem = answer if isinstance(answer, SourceError) else answer.problem
        if problem is not None:
            raise problem
        assert isinstance(answer, Response)
        return answer

    def fetch(self, requests: Sequence[Request]) -> tuple[Response | SourceError, ...]:
        """All answers, in the order of the requests, read at once within the limits.

        A server's refusal is a Response with its status; what never became an
        answer is a SourceError in its place.
        """
        return self._running().fetch(requests) if requests else ()

    def each(self, requests: Sequence[Request]) -> Iterator[tuple[int, Response | SourceError]]:
        """As `fetch`, but each answer with its place among the requests, as soon as it is there.

        At most 100 answers wait to be taken, so that memory stays bounded.
        """
        return self._running().each(requests) if requests else iter(())

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least so many seconds between two requests to a host, as it may ask."""
        self._running().slow_down(host, seconds)

    def close(self) -> None:
        """Close all connections and end the reader. A closed client may be used again."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
        self.reader.close()

    def _running(self) -> _Worker:
        with self._lock:
            if self._worker is None:
                self._worker = _Worker(self._exchange())
            return self._worker

    def _exchange(self) -> Exchange:
        from briefing.sources.fetch.exchange import Exchange
        from briefing.sources.fetch.guard import Gate, system_lookup

        return Exchange(
            Gate(self._allow_hosts),
            self._lookup or system_lookup,
            timeout=self._timeout,
            contact=self._contact,
            max_bytes=self._max_bytes,
        )


class _Worker:
    """A thread with an event loop and one open exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._ready: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = threading.Thread(target=self._serve, name="briefing-http", daemon=True)
        self._thread.start()
        self._loop = self._ready.result()

    def fetch(self, requests: Sequence[Request]) -> tuple[Response | SourceError, ...]:
        batch = self._exchange.all(requests)
        return asyncio.run_coroutine_threadsafe(batch, self._loop).result()

    def each(self, requests: Sequence[Request]) -> Iterator[tuple[int, Response | SourceError]]:
        box: SimpleQueue[tuple[int, Response | BaseException]] = SimpleQueue()
        room = asyncio.Semaphore(MAX_UNREAD_ANSWERS)
        batch = self._exchange.each(requests, room, box.put)
        running = asyncio.run_coroutine_threadsafe(batch, self._loop)
        try:
            for _ in requests:
                place, answer = box.get()
                if isinstance(answer, BaseException) and not isinstance(answer, SourceError):
                    raise answer
                yield place, answer
                self._loop.call_soon_threadsafe(room.release)
        finally:
            running.cancel()

    def slow_down(self, host: str, seconds: float) -> None:
        self._loop.call_soon_threadsafe(self._exchange.slow_down, host, seconds)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _serve(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self._stop = asyncio.Event()
        async with self._exchange:
            self._ready.set_result(asyncio.get_running_loop())
            await self._stop.wait()
