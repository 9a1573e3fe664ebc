"""What is too much is refused in words, with a time to come back, and blocks nobody else."""

from __future__ import annotations

import asyncio
import socket
import time

from starlette.types import Message, Receive, Scope, Send

from briefing.web.load_limit import MOST_CONNECTIONS, RETRY_SECONDS, RequestLimit
from tests.web.asgi import run
from tests.web.uvicorn_server import serving


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive
    await asyncio.sleep(0.05)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})


async def asked(app: RequestLimit) -> tuple[int, dict[bytes, bytes]]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app({"type": "http"}, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"])


def test_more_requests_than_can_be_answered_are_refused_with_a_time_to_come_back() -> None:
    app = RequestLimit(slow, most=3)

    async def rush(count: int) -> list[tuple[int, dict[bytes, bytes]]]:
        return list(await asyncio.gather(*(asked(app) for _ in range(count))))

    answers = run(rush(5))
    assert [status for status, _ in answers] == [200, 200, 200, 503, 503]
    assert answers[-1][1][b"retry-after"] == str(RETRY_SECONDS).encode()
    assert [status for status, _ in run(rush(3))] == [200, 200, 200]


def test_connections_beyond_the_limit_are_answered_503_and_those_within_are_served() -> None:
    with serving(slow) as url:
        port = int(url.rpartition(":")[2])
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(MOST_CONNECTIONS)]
        time.sleep(0.5)
        first = silent[0]
        answer = spoken_to(socket.create_connection(("127.0.0.1", port)))
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"retry-after: 10" in answer
        assert spoken_to(first).startswith(b"HTTP/1.1 200")
        for each in silent:
            each.close()


def spoken_to(connection: socket.socket) -> bytes:
    connection.settimeout(10)
    connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    with connection, connection.makefile("rb") as answer:
        return answer.read()
