"""A mail server that answers late, as one far away does: `python -m benchmarks.sending_sink`.

It prints its port. Each group of commands is answered 5 ms after it came, and
the end of a message 20 ms later still. It keeps nothing and copies little, so
that it is not what is measured.
"""

from __future__ import annotations

import asyncio
import sys

REPLY_SECONDS, DOT_SECONDS = 0.005, 0.020
END = b"\r\n.\r\n"


class LateServer(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet at once."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.in_body = False
        self.tail = b""
        transport.write(b"220 ready\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer what has come, all of it in one write."""
        delay, answers = REPLY_SECONDS, b""
        if self.in_body:
            seen = self.tail + data
            end = seen.find(END, max(0, len(seen) - 4096))
            if end < 0:
                self.tail = data[-4:]
                return
            self.in_body = False
            delay += DOT_SECONDS
            answers, data = b"250 accepted\r\n", seen[end + len(END) :]
        for line in data.split(b"\r\n")[:-1]:
            answers += self.answer(line)
        asyncio.get_running_loop().call_later(delay, self.transport.write, answers)

    def answer(self, line: bytes) -> bytes:
        """The usual reply to a command."""
        verb = line[:4].upper()
        if verb == b"DATA":
            self.in_body, self.tail = True, b""
            return b"354 go on\r\n"
        if verb == b"EHLO":
            return b"250-late.example.org\r\n250 PIPELINING\r\n"
        return b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n"


async def main() -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(LateServer, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
