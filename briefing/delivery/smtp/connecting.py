"""Connections in the making, in threads of their own, so that a slow greeting holds up nobody."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from briefing.delivery.smtp.relay import Connected, Relay, dial
from briefing.errors import BriefingError, DeliveryError

AT_ONCE = 8


class Dialing:
    """Makes connections, and calls `ring` (in another thread) when one is made or has failed."""

    def __init__(self, relay: Relay, ring: Callable[[], None]) -> None:
        self._relay = relay
        self._ring = ring
        self._ended: deque[Connected | DeliveryError] = deque()
        self._at_once = threading.Semaphore(AT_ONCE)
        self._closed = False
        self.pending = 0

    def start(self, count: int) -> None:
        """Make so many more."""
        for _ in range(count):
            self.pending += 1
            # Daemons: a process that is told to end does not wait for a server's greeting.
            threading.Thread(target=self._make, name="dial", daemon=True).start()

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
        """In a thread: connect, hand over what came of it, ring the bell."""
        with self._at_once:
            self._ended.append(self._outcome())
        self._ring()
        if self._closed:
            self._discard()

    def _outcome(self) -> Connected | DeliveryError:
        if self._closed:
            return DeliveryError("is not needed any more", where=self._relay.name)
        try:
            return dial(self._relay)
        except DeliveryError as error:
            return error
        except (BriefingError, ValueError, OSError) as error:
            return DeliveryError(f"cannot be used: {error}", where=self._relay.name)

    def _discard(self) -> None:
        with suppress(IndexError):  # another thread was faster
            while self._ended:
                ended = self._ended.popleft()
                if isinstance(ended, Connected):
                    ended.wire.close()


class Bell:
    """Readable (for a selector) after it was rung, until it is silenced."""

    def __init__(self) -> None:
        self._hears, self._rings = socket.socketpair()
        self._hears.settimeout(0)
        self._rings.settimeout(0)

    def fileno(self) -> int:
        """The number to wait for."""
        return self._hears.fileno()

    def ring(self) -> None:
        """Wake the loop; from any thread. Nothing happens where the bell is gone."""
        with suppress(OSError):  # gone, or so often rung that once more changes nothing
            self._rings.send(b".")

    def silence(self) -> None:
        """What rang has been seen to."""
        with suppress(OSError):
            self._hears.recv(4096)

    def close(self) -> None:
        """Take it down."""
        self._hears.close()
        self._rings.close()
