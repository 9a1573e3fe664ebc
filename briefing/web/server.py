"""Runs an app until it is told to end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from briefing.errors import InputError

GRACE_SECONDS = 5
CONNECTIONS = 200


def serve_app(
    app: ASGIApp, *, host: str, port: int, root: str = "", ready: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` is told the address. Port 0 takes a free one.

    `root` is the path under which a proxy shows the app. No access log is
    kept: addresses of pages hold readers' tokens. InputError where the port
    cannot be had.
    """
    listener = listen(host, port)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        root_path=root,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{listener.getsockname()[1]}/")
    try:
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
    finally:
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket on which the server may listen; InputError where it cannot be had."""
    hint = "name another with --port, or --port 0 for any"
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
    except OSError as error:
        raise InputError(f"{host} is no address of this machine: {error.strerror}") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
    except OSError as error:
        listener.close()
        raise InputError(f"port {port} is taken: {error.strerror}", hint=hint) from error
    return listener
