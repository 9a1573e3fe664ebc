"""One edition for one subscriber, as finished bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from briefing.delivery.address import address
from briefing.delivery.headers import date_field, field, field_names, mailbox_field
from briefing.delivery.letter import Letter, Letterhead, letter, message_id
from briefing.errors import DeliveryError, InputError
from briefing.models import Delivery, Edition, Rendering

_ID = re.compile(r"<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>")
_TOKEN = re.compile(r"[A-Za-z0-9._~-]*")
NOBODY = "undisclosed-recipients:;"

REQUIRED = frozenset(
    [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Id",
        "List-Unsubscribe",
        "Auto-Submitted",
        "Feedback-ID",
        "MIME-Version",
        "Content-Type",
    ]
)
OPTIONAL = frozenset(("Reply-To", "List-Archive", "List-Unsubscribe-Post"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Finished bytes and their envelope.

    `data` has CRLF line ends, only ASCII, and no line that begins with a dot.
    """

    id: str
    sender: str
    recipient: str
    data: bytes


def message(
    letter: Letter, delivery: Delivery, *, now: datetime, token: str = "", sender: str = ""
) -> Message:
    """The letter for one subscriber, dated `now`.

    `token` is the subscriber's own for the unsubscribe address, `sender` an
    envelope sender other than the letter's. InputError where the address
    cannot be used; DeliveryError where the finished head is not the intended.
    """
    recipient = address(delivery.email)
    own = [
        mailbox_field("To", delivery.name, recipient),
        field("Message-ID", (_checked_id(delivery.message_id),)),
        date_field("Date", now),
        *unsubscribe_fields(letter, token),
    ]
    data = _assembled(letter, own)
    envelope = address(sender) if sender else letter.sender.email
    return Message(id=delivery.message_id, sender=envelope, recipient=recipient, data=data)


def eml(edition: Edition, rendering: Rendering, *, sender: str) -> bytes:
    """The edition as a message to nobody; the same edition gives the same bytes."""
    blank = letter(edition, rendering, Letterhead(sender=sender))
    own = [
        field("To", (NOBODY,)),
        field("Message-ID", (message_id(edition.id, "", sender=sender),)),
        date_field("Date", edition.created),
        *unsubscribe_fields(blank, ""),
    ]
    return _assembled(blank, own)


def unsubscribe_fields(letter: Letter, token: str) -> tuple[bytes, ...]:
    """List-Unsubscribe by mail, and in one click (RFC 8058) where there is an address for it."""
    if not _TOKEN.fullmatch(token):
        raise InputError("is no token for an unsubscribe address", where=ascii(token[:40]))
    subject = quote(f"unsubscribe {letter.newsletter} {token}".strip(), safe="")
    by_mail = f"<mailto:{quote(letter.sender.email, safe='@')}?subject={subject}>"
    if not (letter.unsubscribe and token):
        return (field("List-Unsubscribe", (by_mail,)),)
    return (
        field("List-Unsubscribe", (f"<{letter.unsubscribe}{token}>,", by_mail)),
        field("List-Unsubscribe-Post", ("List-Unsubscribe=One-Click",)),
    )


def _assembled(letter: Letter, own: list[bytes]) -> bytes:
    """Head and body; the finished head is read anew and must hold the intended fields, once."""
    head = letter.fields + b"".join(own)
    names = field_names(head)
    if len(set(names)) != len(names) or not REQUIRED <= set(names) <= REQUIRED | OPTIONAL:
        raise DeliveryError("the finished head is not the intended one", where=letter.edition_id)
    return head + b"\r\n" + letter.body


def _checked_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise DeliveryError("is no Message-ID", where=ascii(text[:80]))
    return text
