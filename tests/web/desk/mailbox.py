"""A mail server on loopback that keeps whole messages."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.delivery.serving import serving


class Mailbox:
    """What arrived, oldest first, with its recipients."""

    def __init__(self) -> None:
        self.received: list[tuple[str, EmailMessage]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = email.message_from_bytes(
            envelope.original_content or b"", policy=email.policy.default
        )
        assert isinstance(mail, EmailMessage)
        self.received += [(to, mail) for to in envelope.rcpt_tos]
        return "250 accepted"

    def to(self, address: str, *, count: int = 1, seconds: float = 20.0) -> list[EmailMessage]:
        """The mails to an address, once there are so many."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            mails = [mail for to, mail in list(self.received) if to == address]
            if len(mails) >= count:
                return mails
            time.sleep(0.05)
        raise AssertionError(f"{address} got {len(mails)} mails, not {count}")


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """The box and its port."""
    box = Mailbox()
    with serving(lambda: SMTP(box, hostname="mail.example.org")) as port:
        yield box, port
