"""Runs an app until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from briefing.errors import InputError
from briefing.web.load_limit import KEEP_ALIVE_SECONDS, LimitedConnection, RequestLimit

logger = logging.getLogger(__name__)

# For answers under way when the server is told to end; chosen, not measured.
GRACE_SECONDS = 5
# Connections that wait to be taken on, where the kernel allows so many (its default is 4,096).
BACKLOG_CONNECTIONS = 1024


def serve_app(
    app: ASGIApp, *, host: str, port: int, ready: Callable[[str], None], proxied: bool = True
) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` is told the address. Port 0 takes a free one.

    No access log is kept: addresses of pages hold readers' tokens. What is more than
    the limits of `load_limit` is answered with 503. `proxied`: a proxy on this machine
    says who asks; without it the app sees to that. InputError where the port cannot be had.
    """
    listener, server = listen(host, port), server_of(app, proxied=proxied)
    url_host = f"[{host}]" if ":" in host else host
    try:
        with _signals_taken(server):
            ready(f"http://{url_host}:{listener.getsockname()[1]}/")
            logger.info("serving on port %d", listener.getsockname()[1])
            asyncio.run(server.serve(sockets=[listener]))
    finally:
        listener.close()


def server_of(app: ASGIApp, *, proxied: bool = True) -> uvicorn.Server:
    """The server of an app, with our limits, which has no socket yet."""
    config = uvicorn.Config(
        RequestLimit(app),
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=proxied,
        http=LimitedConnection,
        backlog=BACKLOG_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return uvicorn.Server(config)


@contextmanager
def _signals_taken(server: uvicorn.Server) -> Iterator[None]:
    """The server raises the signal that ended it once more: what follows it is still done.

    One that comes before the server looks for signals itself ends it as well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        server.should_exit = True

    old = {name: signal.signal(name, end) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in old.items():
            signal.signal(name, handler)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; InputError where it cannot be had."""
    hint = "name another port with --port (0 for any), or another address with --host"
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
    except OSError as error:
        raise InputError(f"{host} is no address of this machine: {error.strerror}") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen(BACKLOG_CONNECTIONS)
    except OSError as error:
        listener.close()
        what = f"cannot listen on {host}, port {port}: {error.strerror}"
        raise InputError(what, hint=hint) from error
    return listener
