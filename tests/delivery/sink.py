"""A mail server that writes down what it accepts before it says so, and can kill its client.

The journal is the truth of every crash test: a line is on the disk before the
client may read `250`. The sender's own tables are only what it believes.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

# The moments at which the server can kill the sender.
SERVER_POINTS = (
    "after MAIL",
    "after RCPT",
    "after 354",
    "half of the body",
    "after the dot, not yet kept",
    "after the dot, kept, no reply",
    "after 250",
    "in QUIT",
)


class Journal:
    """Recipient and Message-ID of every accepted message, synced to the disk one by one."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self.accepted: Counter[str] = Counter()
        self.ids: dict[str, set[str]] = {}
        self.point = ""  # where to kill
        self.countdown = 0  # at the how manieth message
        self.victim = 0
        self.refuse_every = 0  # of so many recipients one is refused; 0: none is

    def refuses(self, recipient: str) -> bool:
        number = "".join(letter for letter in recipient.partition("@")[0] if letter.isdigit())
        return self.refuse_every > 0 and int(number or 1) % self.refuse_every == 0

    def keep(self, recipient: str, message_id: str) -> None:
        os.write(self._file, f"{recipient} {message_id}\n".encode())
        os.fsync(self._file)
        self.accepted[recipient] += 1
        self.ids.setdefault(recipient, set()).add(message_id)

    def close(self) -> None:
        os.close(self._file)

    def reached(self, point: str) -> None:
        """Kill the sender if this is the point, and the message's turn has come."""
        if point != self.point or not self.victim:
            return
        self.countdown -= 1
        if self.countdown <= 0:
            victim, self.victim = self.victim, 0
            os.kill(victim, signal.SIGKILL)


class Sink(SMTP):
    """aiosmtpd, with the journal, and with a word at each point of the protocol."""

    def __init__(self, journal: Journal, **options: Any) -> None:
        self.journal = journal
        self._body = -1
        super().__init__(_Handler(journal), hostname="sink.example.org", **options)

    def data_received(self, data: bytes) -> None:
        if self._body >= 0:
            self._body += len(data)
            if self._body > 4000:
                self._body = -1
                self.journal.reached("half of the body")
        super().data_received(data)

    async def push(self, status: Any) -> None:
        await super().push(status)
        text = status.decode() if isinstance(status, bytes) else str(status)
        if text.startswith("354"):
            self._body = 0
            self.journal.reached("after 354")
        elif text.startswith("250 accepted"):
            self.journal.reached("after 250")

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        self.journal.reached("in QUIT")
        await super().smtp_QUIT(arg)


class _Handler:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        self._journal.reached("after MAIL")
        return "250 sender ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        self._journal.reached("after RCPT")
        if self._journal.refuses(address):
            envelope.rcpt_tos.pop()
            return "550 5.1.1 no such user here"
        return "250 recipient ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._journal.reached("after the dot, not yet kept")
        head = (envelope.original_content or b"").partition(b"\r\n\r\n")[0]
        found = [line for line in head.split(b"\r\n") if line.startswith(b"Message-ID: ")]
        self._journal.keep(envelope.rcpt_tos[0], found[0][12:].decode())
        self._journal.reached("after the dot, kept, no reply")
        return "250 accepted"
