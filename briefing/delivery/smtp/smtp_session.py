"""One connection to a mail server: smtplib, with deadlines, and with the final dot apart.

What smtplib lacks: a limit on the whole wait for a reply (a server may send a
byte a second for ever), TCP_NODELAY (a dot sent apart waits 40 ms without it,
by Nagle's algorithm), and a moment between the body and the dot.
"""

from __future__ import annotations

import io
import smtplib
import socket
import ssl
import time
from typing import Any


class SmtpSession(smtplib.SMTP):
    """An SMTP connection whose every reply must come within `timeout` seconds.

    `tls` wraps the connection from its first byte; for STARTTLS use `upgrade`.
    """

    def __init__(
        self, host: str, port: int, *, timeout: float, tls: ssl.SSLContext | None = None
    ) -> None:
        self._tls = tls
        self._reads: _TimedReads | None = None
        super().__init__(host, port, timeout=timeout)

    def connect(
        self, host: str = "localhost", port: int = 0, source_address: object = None
    ) -> tuple[int, bytes]:
        """Open the connection and read the server's greeting."""
        del source_address
        connection = socket.create_connection((host, port), self._seconds)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls:
            connection = self._tls.wrap_socket(connection, server_hostname=host)
        self._attach(connection)
        return self.getreply()

    def upgrade(self, context: ssl.SSLContext) -> None:
        """STARTTLS; what came before it is forgotten."""
        self.starttls(context=context)
        assert self.sock is not None
        self._attach(self.sock)
        self.ehlo()

    def getreply(self) -> tuple[int, bytes]:
        """The next reply; its code and text. The deadline is that of the whole reply."""
        if self._reads:
            self._reads.until = time.monotonic() + self._seconds
        return super().getreply()

    @property
    def _seconds(self) -> float:
        return float(self.timeout)

    def _attach(self, connection: socket.socket) -> None:
        self.sock = connection
        self._reads = _TimedReads(connection)
        self.file = io.BufferedReader(self._reads)


class _TimedReads(io.RawIOBase):
    """A socket read against a deadline (of the monotonic clock)."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection
        self.until = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        remaining = self.until - time.monotonic()
        if remaining <= 0:
            raise TimeoutError("no reply in time")
        self._connection.settimeout(remaining)
        return self._connection.recv_into(buffer)
