"""An app behind the server's own settings, on a port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from briefing.web.server import listen, server_of


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address the app goes by while it is served."""
    listener = listen("127.0.0.1", 0)
    with serving_at(app, listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def serving_at(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serves the app at a socket whose address somebody had to know before."""
    server: uvicorn.Server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
