"""Many sources read at once: fetched together, parsed as the answers come in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from briefing.models import SourceReport
from briefing.sources.fetch.client import Client
from briefing.sources.remote import RemoteSource
from briefing.sources.source import Source, safely

# They wait for the parsing processes, of which there are two; two for each where there are more.
THREADS = 8
# Answers that may wait to be parsed: with their bodies they are what takes memory.
MAX_WAITING_ANSWERS = 32


def read_all(
    sources: Sequence[Source],
    since: datetime | None,
    *,
    client: Client,
    progress: Callable[[int], None] = lambda _done: None,
) -> tuple[SourceReport, ...]:
    """The reports of all sources in their order; what lies on the network is fetched at once.

    A source that fails, in whatever way, is an error in its report. `progress`
    is told, from any thread, how many are done.
    """
    remote = {at: source for at, source in enumerate(sources) if isinstance(source, RemoteSource)}
    threads = max(THREADS, 2 * client.reader.processes)
    with _Readers(progress, threads) as readers:
        for at, source in enumerate(sources):
            if at not in remote:
                readers.start(at, source.name, source.read, since)
        places = tuple(remote)
        for number, answer in client.each([source.request for source in remote.values()]):
            at = places[number]
            readers.start(at, remote[at].name, remote[at].report, answer, since)
        return readers.reports()


class _Readers:
    """A few threads that turn answers into reports, and a bound on what waits for them."""

    def __init__(self, progress: Callable[[int], None], threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="briefing-read")
        self._room = threading.Semaphore(max(MAX_WAITING_ANSWERS, 2 * threads))
        self._progress = progress
        self._done = 0
        self._lock = threading.Lock()
        self._reports: dict[int, Future[SourceReport]] = {}

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def start(
        self, at: int, name: str, read: Callable[..., SourceReport], *arguments: object
    ) -> None:
        """Have one report made; waits while too many are under way."""
        self._room.acquire()
        future = self._pool.submit(safely, name, read, *arguments)
        future.add_done_callback(self._count)
        self._reports[at] = future

    def reports(self) -> tuple[SourceReport, ...]:
        """All reports, by their places."""
        return tuple(self._reports[at].result() for at in sorted(self._reports))

    def _count(self, _future: Future[SourceReport]) -> None:
        self._room.release()
        with self._lock:
            self._done += 1
            self._progress(self._done)
