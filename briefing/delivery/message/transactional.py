"""A mail of its own that is no edition: to confirm a subscription, to remind an editor."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from briefing.delivery.message.address import address, mailbox
from briefing.delivery.message.headers import (
    date_field,
    field,
    field_names,
    mailbox_field,
    plain_text,
    text_field,
)
from briefing.delivery.message.message import Message, Signer
from briefing.delivery.message.mime import boundary, multipart, quoted_printable, text_part
from briefing.errors import DeliveryError

# A line end that does not fold a field (RFC 5322, 2.2.3).
_LINE_END = re.compile(rb"\r\n(?! )")
FIELDS = (b"From", b"To", b"Subject", b"Message-ID", b"Date", b"Auto-Submitted", b"MIME-Version")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionalMail:
    """What a mail says, as text and, where it has one, as HTML.

    `return_path` is the envelope sender, where it is not the sender.
    """

    sender: str
    to: str
    subject: str
    text: str
    html: str = ""
    return_path: str = ""


def transactional_message(
    mail: TransactionalMail, *, now: datetime, sign: Signer | None = None
) -> Message:
    """A mail from the newsletter to one address: text, or text and HTML beside it.

    InputError where an address cannot be used; DeliveryError where the
    finished head is not the intended one.
    """
    who, recipient = mailbox(mail.sender), address(mail.to)
    seed = "\x00".join((recipient, mail.subject, mail.text, mail.html, now.isoformat()))
    identifier = (
        f"<{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:32]}@{who.domain}>"
    )
    fields = (
        mailbox_field("From", who.name, who.email),
        mailbox_field("To", "", recipient),
        text_field("Subject", plain_text(mail.subject) or "Newsletter"),
        field("Message-ID", (identifier,)),
        date_field("Date", now.replace(microsecond=0)),
        field("Auto-Submitted", ("auto-generated",)),
        field("MIME-Version", ("1.0",)),
    )
    if field_names(b"".join(fields)) != FIELDS:
        raise DeliveryError("the finished head is not the intended one", where="mail")
    head, _, body = _content(mail, identifier).partition(b"\r\n\r\n")
    whole = (*fields, *(line + b"\r\n" for line in _LINE_END.split(head)))
    signed = (sign(whole, (), (body,)),) if sign else ()
    return Message(
        id=identifier,
        sender=address(mail.return_path) if mail.return_path else who.email,
        recipient=recipient,
        parts=(b"".join((*signed, *whole, b"\r\n")), body),
    )


def _content(mail: TransactionalMail, identifier: str) -> bytes:
    """The head and body of what is said."""
    plain = text_part("plain", quoted_printable(mail.text))
    if not mail.html:
        return plain
    html = text_part("html", quoted_printable(mail.html))
    return multipart("alternative", boundary(identifier), (plain, html))
