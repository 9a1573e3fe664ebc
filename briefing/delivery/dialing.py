"""Connections in the making, in threads of their own, so that a slow greeting holds up nobody."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from briefing.delivery.smtp import Connected, Relay, dial
from briefing.errors import DeliveryError

AT_ONCE = 8


class Dialing:
    """Makes connections; becomes readable (for a selector) when one is made or has failed."""

    def __init__(self, relay: Relay, dial: Callable[[Relay], Connected] = dial) -> None:
        self._relay = relay
        self._dial = dial
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="dial")
        self._ended: deque[Future[Connected]] = deque()
        self._bell, self._ring = socket.socketpair()
        self._bell.settimeout(0)
        self.pending = 0

    def fileno(self) -> int:
        """The number to wait for."""
        return self._bell.fileno()

    def start(self, count: int) -> None:
        """Make so many more."""
        for _ in range(count):
            self.pending += 1
            self._pool.submit(self._dial, self._relay).add_done_callback(self._done)

    def finished(self) -> list[Connected | DeliveryError]:
        """What has come of those that ended since the last call."""
        results: list[Connected | DeliveryError] = []
        while self._ended:
            self._bell.recv(1)
            self.pending -= 1
            results.append(_outcome(self._ended.popleft()))
        return results

    def close(self) -> None:
        """Forget those under way: they end by their own deadline, and are closed then."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for future in self._ended:
            _hang_up(future)
        self._ended = _Closing()
        self._bell.close()
        self._ring.close()

    def _done(self, future: Future[Connected]) -> None:
        self._ended.append(future)
        if self._ring.fileno() >= 0:
            self._ring.send(b".")


class _Closing(deque[Future[Connected]]):
    """Closes what is put into it: nobody waits for that connection any more."""

    def append(self, future: Future[Connected], /) -> None:
        _hang_up(future)


def _outcome(future: Future[Connected]) -> Connected | DeliveryError:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, DeliveryError):
        return error
    raise error


def _hang_up(future: Future[Connected]) -> None:
    if not future.cancelled() and future.exception() is None:
        future.result().wire.close()
