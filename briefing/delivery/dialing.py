"""Connections in the making, in threads of their own, so that a slow greeting holds up nobody."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

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
        self._ring.settimeout(0)
        self._closed = False
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
        with suppress(BlockingIOError):
            self._bell.recv(AT_ONCE * 8)
        results: list[Connected | DeliveryError] = []
        while self._ended:
            self.pending -= 1
            results.append(_outcome(self._ended.popleft()))
        return results

    def close(self) -> None:
        """Forget those under way: they end by their own deadline, and are closed then."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._bell.close()
        self._ring.close()
        self._discard()

    def _done(self, future: Future[Connected]) -> None:
        """In the thread that made the connection: hand it over, ring the bell."""
        self._ended.append(future)
        with suppress(OSError):  # the bell is gone, or so often rung that it need not be again
            self._ring.send(b".")
        if self._closed:
            self._discard()

    def _discard(self) -> None:
        with suppress(IndexError):  # another thread was faster
            while self._ended:
                _hang_up(self._ended.popleft())


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
