"""Asks an app without a server: one request, one answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message

# A browser under test has an event loop in the main thread, which would be in the way.
_apart = ThreadPoolExecutor(1)
Answered = TypeVar("Answered")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str
    set_cookies: tuple[str, ...] = ()


def ask(
    app: ASGIApp,
    path: str,
    form: dict[str, str] | bytes | None = None,
    *,
    method: str = "",
    kind: str = FORM,
    client: str = "203.0.113.9",
    more: dict[str, str] | None = None,
) -> Answer:
    """GET a path, or POST a form to it, with `more` headers."""
    verb = method or ("GET" if form is None else "POST")
    named = {"host": "news.example.org", "content-type": kind, **(more or {})}
    return run(exchange(app, verb, path, form, headers=named, client=client))


def run(work: Coroutine[Any, Any, Answered]) -> Answered:
    """What comes of it, in a loop of its own."""
    return _apart.submit(asyncio.run, work).result()


async def exchange(
    app: ASGIApp,
    method: str,
    path: str,
    form: dict[str, str] | bytes | None,
    *,
    headers: dict[str, str],
    client: str,
) -> Answer:
    """One request with these headers, and what came back."""
    body = urlencode(form).encode() if isinstance(form, dict) else form or b""
    named = {"content-type": FORM, **headers}
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": unquote(path.partition("?")[0]),
        "raw_path": path.encode("utf-8", "surrogateescape"),
        "query_string": path.partition("?")[2].encode("utf-8", "surrogateescape"),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": (client, 40000),
        "server": ("127.0.0.1", 8080),
    }
    return await _exchange(app, scope, body)


async def _exchange(app: ASGIApp, scope: dict[str, Any], body: bytes) -> Answer:
    parts = [body[start : start + 4096] for start in range(0, len(body), 4096)] or [b""]
    sent: list[Message] = []

    async def receive() -> Message:
        if not parts:
            return {"type": "http.disconnect"}
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    data = b"".join(message.get("body", b"") for message in sent[1:])
    cookies = tuple(
        value.decode() for name, value in sent[0]["headers"] if name.lower() == b"set-cookie"
    )
    return Answer(sent[0]["status"], headers, data.decode(), cookies)
