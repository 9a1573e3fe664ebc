"""What is refused when more is asked than can be answered: in words, and with a time to come back.

A server that takes on everything answers nobody in time.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

# Requests answered at a time; one takes 1 to 20 ms. Chosen, not measured.
MOST_REQUESTS = 200
# Connections open at a time, below the 1,024 files a process may commonly open.
MOST_CONNECTIONS = 800
# A connection on which nothing is said is closed after so long; chosen, not measured.
SILENT_SECONDS = 10
# After an answer a connection waits so long for the next question; chosen, not measured.
KEEP_ALIVE_SECONDS = 2
# By then a rush of requests is over; chosen, not measured.
RETRY_SECONDS = 10
_BUSY = b"Too many things are asked of us just now. Try again in a moment.\n"


async def busy(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers 503 with Retry-After (RFC 9110, 15.6.4), at no cost, and closes the connection."""
    del scope, receive
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(_BUSY)).encode()),
        (b"retry-after", str(RETRY_SECONDS).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": _BUSY})


class RequestLimit:
    """Answers so many requests at a time and refuses the others."""

    def __init__(self, app: ASGIApp, *, most: int = MOST_REQUESTS) -> None:
        self._app = app
        self._most = most
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._running >= self._most:
            await busy(scope, receive, send)
            return
        self._running += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running -= 1


class LimitedConnection(H11Protocol):
    """A connection that is refused where there are too many, and closed where it stays silent."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count it; beyond the limit whatever it asks is answered with 503."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            refuse: Any = busy
            self.app = refuse
        self.timeout_keep_alive_task = self.loop.call_later(
            SILENT_SECONDS, self.timeout_keep_alive_handler
        )
