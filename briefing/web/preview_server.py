"""Serves one edition's folder on loopback: nothing else, to nobody else."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from briefing.rendering import page
from briefing.web.server import serve_app

HOST = "127.0.0.1"
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "edition.html": "text/html; charset=utf-8",
    "edition.txt": "text/plain; charset=utf-8",
    "edition.md": "text/plain; charset=utf-8",
    "edition.eml": "message/rfc822",
    "edition.json": "application/json",
}
PLAIN = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# The pages show text from outside: no script, no request but for pictures.
HEADERS = PLAIN | {
    "Content-Security-Policy": (
        "default-src 'none'; img-src https: data: 'self'; style-src 'unsafe-inline'; "
        "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    ),
}
# How soon a page hears of a change; chosen, not measured.
LOOK_SECONDS = 0.2
# Looks without a change: a line each 15 seconds keeps a connection alive.
KEEP_ALIVE_LOOKS = 75


class Changes(Protocol):
    """What a page that shows the edition is told: how often it changed, what went wrong."""

    version: int
    fault: str


def preview_app(folder: Path, changes: Changes | None = None) -> Starlette:
    """An app that serves the edition's own files by their names, and no other path.

    With `changes`, `/` is a page that shows index.html and shows it anew when
    it changed. Only requests that name this machine are answered, so that no
    web page can read the edition through a host name of its own (DNS rebinding).
    """

    async def file(request: Request) -> Response:
        name = request.path_params.get("name") or "index.html"
        path = folder / name
        if name not in TYPES or not path.is_file():
            raise HTTPException(404, "There is no such page in this edition.")
        return FileResponse(path, media_type=TYPES[name], headers=HEADERS)

    local = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    routes = [Route("/", file), Route("/{name}", file)]
    if changes is not None:
        routes = [Route("/", _live), Route("/changes", _event_stream(changes)), routes[1]]
    return Starlette(routes=routes, middleware=[local])


async def _live(request: Request) -> Response:
    """The page around the edition, with the one script there is."""
    del request
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    html = page("live", {"nonce": nonce}, language="en")
    return HTMLResponse(html, headers=PLAIN | {"Content-Security-Policy": policy})


def _event_stream(changes: Changes) -> Callable[[Request], object]:
    """A stream of events (WHATWG server-sent events): one for every change from now on."""

    async def events() -> AsyncIterator[str]:
        seen, quiet = changes.version, 0
        yield "retry: 1000\n\n"
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            quiet += 1
            if changes.version != seen:
                seen, quiet = changes.version, 0
                yield f"data: {json.dumps(changes.fault)}\n\n"
            elif quiet >= KEEP_ALIVE_LOOKS:
                quiet = 0
                yield ": still here\n\n"

    async def stream(request: Request) -> Response:
        del request
        return StreamingResponse(events(), media_type="text/event-stream", headers=PLAIN)

    return stream


def serve(
    folder: Path, *, port: int, ready: Callable[[str], None], changes: Changes | None = None
) -> None:
    """Serve the folder until interrupted; `ready` is told the address. Port 0 takes a free one.

    Raises InputError where the port is taken.
    """
    serve_app(preview_app(folder, changes), host=HOST, port=port, ready=ready)
