"""A mail server that writes down whom it accepted, and from which host.

    python -m benchmarks.hosts_sink ADDRESS FILE SECONDS

A line with recipient, Message-ID and the client's address is in the file before the
client reads `250`. The file is the truth that the senders' table is held against. Each
group of commands is answered so many seconds after it came.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from functools import partial

PORT = 2525
END = b"\r\n.\r\n"
_HEAD_BYTES = 16_384
_ID = re.compile(rb"^Message-ID: (\S+)\r$", re.MULTILINE | re.IGNORECASE)


class KeepingServer(asyncio.Protocol):
    """One connection."""

    def __init__(self, journal: int, delay: float) -> None:
        self._journal, self._delay = journal, delay

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet at once."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.in_body = False
        self.head, self.tail, self.recipient = b"", b"", b""
        self.client = transport.get_extra_info("peername")[0].encode()
        transport.write(b"220 ready\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer all that has come in one write; keep a message before its answer."""
        answers = b""
        while data:
            if self.in_body:
                self.head = (self.head + data[:_HEAD_BYTES])[:_HEAD_BYTES]
                seen = self.tail + data
                end = seen.find(END)
                if end < 0:
                    self.tail = data[-4:] if len(data) > 3 else seen[-4:]
                    break
                data, self.in_body = seen[end + len(END) :], False
                self.keep()
                answers += b"250 accepted\r\n"
            else:
                line, end_of_line, data = data.partition(b"\r\n")
                answers += self.answer(line) if end_of_line else b""
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self.transport.write, answers)
        else:
            self.transport.write(answers)

    def keep(self) -> None:
        """One line in the journal: a write to a file opened to append is whole."""
        found = _ID.search(self.head)
        name = found[1] if found else b"none"
        os.write(self._journal, b" ".join((self.recipient, name, self.client)) + b"\n")

    def answer(self, line: bytes) -> bytes:
        """The usual reply to a command."""
        verb = line[:4].upper()
        if verb == b"RCPT":
            self.recipient = line.partition(b"<")[2].partition(b">")[0]
        if verb == b"DATA":
            self.in_body, self.head, self.tail = True, b"", b""
            return b"354 go on\r\n"
        if verb == b"EHLO":
            return b"250-sink.example.org\r\n250 PIPELINING\r\n"
        return b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n"


async def main(address: str, file: str, delay: str) -> None:
    """Serve until killed."""
    journal = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(partial(KeepingServer, journal, float(delay)), address, PORT)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
