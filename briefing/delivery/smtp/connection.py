"""A connection that never waits: bytes go out as far as they may, replies come in as they are.

Plain or under TLS. A message is written from its parts, without joining them.
"""

from __future__ import annotations

import socket
import ssl
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# A reply has a line or a few; one that sends more without end is no server.
MOST_REPLY_BYTES = 64 * 1024
# Many replies at once; chosen, not measured.
_READ_BYTES = 4 * 1024
# What the kernel takes at once: a message fits, so that one call sends it.
_SEND_BUFFER_BYTES = 512 * 1024
_MARKS = frozenset((b" ", b"-", b"\r", b""))  # what may follow a reply's code


class Lost(Exception):  # noqa: N818 - what happened to the connection, not a fault of ours
    """The connection cannot be used any more; the text says why."""


class ServerReply(NamedTuple):
    """One reply of the server: its code, and its lines joined by spaces."""

    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}".rstrip()


class Connection:
    """A connected socket, ready for SMTP. `ended`: the server has closed its side."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        self._socket = connection
        self._secure = isinstance(connection, ssl.SSLSocket)
        self._unsent = memoryview(b"")
        self._read = b""
        self._lines: list[str] = []
        self._answers: deque[ServerReply] = deque()
        self._why = "the server closed the connection"
        self.ended = False

    def fileno(self) -> int:
        """The socket's number, for a selector."""
        return self._socket.fileno()

    @property
    def quiet(self) -> bool:
        """True where the connection stands and the server has said nothing that was not asked."""
        return not (self.ended or self._answers or self._lines or self._read)

    @property
    def has_answer(self) -> bool:
        """True where `answer` gives a reply, or says that none can come."""
        return bool(self._answers) or self.ended

    def write(self, parts: Sequence[bytes]) -> bool:
        """Send what the kernel takes now; False where `flush` has to send the rest later."""
        if self._secure:
            self._unsent = memoryview(b"".join(parts))
            return self.flush()
        try:
            done = self._socket.sendmsg(parts)
        except BlockingIOError:
            done = 0
        except OSError as error:
            raise Lost(_why(error)) from error
        if done == sum(map(len, parts)):
            return True
        self._unsent = memoryview(b"".join(parts))[done:]
        return False

    def flush(self) -> bool:
        """Send more of what was left; True when nothing is left."""
        try:
            while self._unsent:
                self._unsent = self._unsent[self._socket.send(self._unsent) :]
        except (BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError):
            return False
        except OSError as error:
            raise Lost(_why(error)) from error
        return True

    def read(self) -> None:
        """Take in what has come. What ends the connection is said by `answer`, after the rest."""
        while not self.ended:
            try:
                data = self._socket.recv(_READ_BYTES)
            except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            except OSError as error:
                self._end(_why(error))
                return
            self.ended = not data
            self._take(data)
            if len(data) < _READ_BYTES and not self._secure:
                return

    def answer(self) -> ServerReply | None:
        """The next whole reply; Lost where none can come any more."""
        if self._answers:
            return self._answers.popleft()
        if self.ended:
            raise Lost(self._why)
        return None

    def close(self) -> None:
        """End the connection, whatever is under way."""
        self.ended = True
        self._socket.close()

    def _take(self, data: bytes) -> None:
        *lines, self._read = (self._read + data).split(b"\n")
        for line in lines:
            if not self._take_line(line):
                self._end(f"the server does not speak SMTP: {line[:80]!a}")
                return
        if (
            len(self._read) + sum(map(len, self._lines)) > MOST_REPLY_BYTES
            or len(self._answers) > 100
        ):
            self._end("the server sends more than any reply holds")

    def _take_line(self, line: bytes) -> bool:
        """Add a line to the reply it is of; False where it is none."""
        answer = _read(line)
        if answer is None:
            return False
        if line[3:4] == b"-":
            self._lines.append(answer.text)
        elif self._lines:
            self._answers.append(ServerReply(answer.code, " ".join((*self._lines, answer.text))))
            self._lines = []
        else:
            self._answers.append(answer)
        return True

    def _end(self, why: str) -> None:
        self._why = why
        self.ended = True


@lru_cache(maxsize=64)
def _read(line: bytes) -> ServerReply | None:
    """A line of a reply; None where it is none. A server says the same few again and again."""
    code, mark, text = line[:3], line[3:4], line[4:].rstrip().decode("ascii", "replace")
    return ServerReply(int(code), text) if code.isdigit() and mark in _MARKS else None


def _why(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
