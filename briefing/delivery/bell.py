"""How a thread wakes the loop that waits for sockets."""

from __future__ import annotations

import socket
from contextlib import suppress


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
