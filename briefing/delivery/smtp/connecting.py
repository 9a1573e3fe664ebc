"""Connections in the making, in threads of their own, so that a slow greeting holds up nobody."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from briefing.delivery.smtp.relay import Connected, Relay, connect
from briefing.errors import BriefingError, DeliveryError

# Threads that greet at once; chosen, not measured.
MOST_CONNECTING = 8


class Connector:
    """Makes connections, and calls `wake` (in another thread) when one is made or has failed."""

    def __init__(self, relay: Relay, wake: Callable[[], None]) -> None:
        self._relay = relay
        self._wake = wake
        self._ended: deque[Connected | DeliveryError] = deque()
        self._at_once = threading.Semaphore(MOST_CONNECTING)
        self._closed = False
        self.pending = 0

    def start(self, count: int) -> None:
        """Make so many more."""
        for _ in range(count):
            self.pending += 1
            # Daemons: a process that is told to end does not wait for a server's greeting.
            threading.Thread(target=self._make, name="connect", daemon=True).start()

    def finished(self) -> list[Connected | DeliveryError]:
        """What has come of those that ended since the last call."""
        results: list[Connected | DeliveryError] = []
        while self._ended:
            self.pending -= 1
            results.append(self._ended.popleft())
        return results

    def close(self) -> None:
        """Forget those under way: they end by their own deadline, and are closed then."""
        self._closed = True
        self._discard()

    def _make(self) -> None:
        """In a thread: connect, hand over what came of it, wake the loop."""
        with self._at_once:
            self._ended.append(self._outcome())
        self._wake()
        if self._closed:
            self._discard()

    def _outcome(self) -> Connected | DeliveryError:
        if self._closed:
            return DeliveryError("is not needed any more", where=self._relay.name)
        try:
            return connect(self._relay)
        except DeliveryError as error:
            return error
        except (BriefingError, ValueError, OSError) as error:
            return DeliveryError(f"cannot be used: {error}", where=self._relay.name)

    def _discard(self) -> None:
        with suppress(IndexError):  # another thread was faster
            while self._ended:
                ended = self._ended.popleft()
                if isinstance(ended, Connected):
                    ended.connection.close()


class Waker:
    """Readable (for a selector) from `wake` to `clear`, over a pair of sockets."""

    def __init__(self) -> None:
        self._receiver, self._sender = socket.socketpair()
        self._receiver.settimeout(0)
        self._sender.settimeout(0)

    def fileno(self) -> int:
        """The number to wait for."""
        return self._receiver.fileno()

    def wake(self) -> None:
        """Wake the loop; from any thread. Nothing happens where it is closed."""
        with suppress(OSError):  # closed, or so full that once more changes nothing
            self._sender.send(b".")

    def clear(self) -> None:
        """Read what woke it; it is silent until the next."""
        with suppress(OSError):
            self._receiver.recv(4096)

    def close(self) -> None:
        """Close both ends."""
        self._receiver.close()
        self._sender.close()
