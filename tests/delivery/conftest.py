"""A real SMTP server on loopback, and newsletters to send through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.delivery.serving import ADDRESS, serving


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
