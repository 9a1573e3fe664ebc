"""A real SMTP server on loopback, and newsletters to send through it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

ADDRESS = "127.0.0.1"


class Journal:
    """What the server accepted, in order. `answers` replaces the reply of a stage."""

    def __init__(self) -> None:
        self.messages: list[Envelope] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        answer = self.answers.get(address, "250 ok")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.get("DATA", "250 accepted")
        if answer.startswith("250"):
            self.messages.append(envelope)
        return answer

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.messages for address in envelope.rcpt_tos]


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def port(journal: Journal) -> Iterator[int]:
    """The port of a server that writes into `journal`."""
    with serving(lambda: SMTP(journal, hostname=ADDRESS)) as port:
        yield port


@contextmanager
def serving(factory: Callable[[], asyncio.Protocol]) -> Iterator[int]:
    """Serve on a free port, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made: list[asyncio.Protocol] = []

    def protocol() -> asyncio.Protocol:
        made.append(factory())
        return made[-1]

    server = asyncio.run_coroutine_threadsafe(
        loop.create_server(protocol, ADDRESS, 0), loop
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
