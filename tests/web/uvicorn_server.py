"""An app behind the server's own settings, on a port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from briefing.web.server import listen, server_of


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address the app goes by while it is served."""
    listener = listen("127.0.0.1", 0)
    server: uvicorn.Server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextmanager
def serving_at() -> Iterator[tuple[str, Callable[[ASGIApp], None]]]:
    """An address, and what serves an app there: for apps that must know where they stand."""
    listener = listen("127.0.0.1", 0)
    started: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: ASGIApp) -> None:
        server = server_of(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        started.append((server, thread))

    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", start
    finally:
        for server, thread in started:
            server.should_exit = True
            thread.join(10)
        listener.close()
