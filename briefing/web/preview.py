"""Serves one edition's folder on loopback: nothing else, to nobody else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from briefing.errors import InputError

HOST = "127.0.0.1"
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "edition.html": "text/html; charset=utf-8",
    "edition.txt": "text/plain; charset=utf-8",
    "edition.md": "text/plain; charset=utf-8",
    "edition.eml": "message/rfc822",
    "edition.json": "application/json",
}
# The pages show text from outside: no script but the page's own, no request but images.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; img-src https: data: 'self'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'"
    ),
}


def preview_app(folder: Path) -> Starlette:
    """An app that serves the edition's own files by their names, and no other path.

    Only requests that name this machine are answered, so that no web page can
    read the edition through a host name of its own (DNS rebinding).
    """

    async def file(request: Request) -> Response:
        name = request.path_params.get("name") or "index.html"
        path = folder / name
        if name not in TYPES or not path.is_file():
            raise HTTPException(404, "There is no such page in this edition.")
        return FileResponse(path, media_type=TYPES[name], headers=HEADERS)

    local = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    routes = [Route("/", file), Route("/{name}", file)]
    return Starlette(routes=routes, middleware=[local])


def serve(folder: Path, *, port: int, ready: Callable[[str], None]) -> None:
    """Serve the folder until interrupted; `ready` is told the address. Port 0 takes a free one.

    Raises InputError where the port is taken.
    """
    listener = _listen(port)
    config = uvicorn.Config(preview_app(folder), log_level="warning", lifespan="off")
    ready(f"http://{HOST}:{listener.getsockname()[1]}/")
    try:
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
    finally:
        listener.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        hint = "name another with --port, or --port 0 for any"
        raise InputError(f"port {port} is taken: {error.strerror}", hint=hint) from error
    return listener
