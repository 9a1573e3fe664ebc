"""A mail of its own that is no edition: to confirm a subscription, to remind an editor."""

from __future__ import annotations

import hashlib
from datetime import datetime

from briefing.delivery.address import address, mailbox
from briefing.delivery.headers import date_field, field, field_names, mailbox_field, text_field
from briefing.delivery.message import Message
from briefing.delivery.mime import quoted_printable, text_part
from briefing.errors import DeliveryError

FIELDS = ("From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted", "MIME-Version")


def notice(
    sender: str, to: str, *, subject: str, text: str, now: datetime, returns: str = ""
) -> Message:
    """A plain text mail from the newsletter to one address.

    `returns` is the envelope sender, where it is another than the sender.
    InputError where an address cannot be used; DeliveryError where the
    finished head is not the intended one.
    """
    who, recipient = mailbox(sender), address(to)
    seed = "\x00".join((recipient, subject, text, now.isoformat()))
    name = f"<{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:32]}@{who.domain}>"
    head = b"".join(
        (
            mailbox_field("From", who.name, who.email),
            mailbox_field("To", "", recipient),
            text_field("Subject", subject),
            field("Message-ID", (name,)),
            date_field("Date", now.replace(microsecond=0)),
            field("Auto-Submitted", ("auto-generated",)),
            field("MIME-Version", ("1.0",)),
        )
    )
    if field_names(head) != FIELDS:
        raise DeliveryError("the finished head is not the intended one", where="notice")
    part = text_part("plain", quoted_printable(text))
    envelope = address(returns) if returns else who.email
    return Message(id=name, sender=envelope, recipient=recipient, parts=(head, part))
