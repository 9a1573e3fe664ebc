"""Servers on loopback, each in a thread of its own, on a free port."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ADDRESS = "127.0.0.1"


@contextmanager
def serving(
    factory: Callable[[], asyncio.Protocol], *, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    """Serve until the end of the block; gives the port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made: list[asyncio.Protocol] = []

    def protocol() -> asyncio.Protocol:
        made.append(factory())
        return made[-1]

    server = asyncio.run_coroutine_threadsafe(
        loop.create_server(protocol, ADDRESS, 0, ssl=tls), loop
    ).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server, made), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(server: asyncio.Server, made: list[asyncio.Protocol]) -> None:
    """Close the server and every connection it has, so that none outlives the test."""
    server.close()
    for protocol in made:
        transport = getattr(protocol, "transport", None)
        if transport is not None:
            transport.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)
