"""An edition as mail: what all subscribers share is encoded once, here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from briefing.delivery.address import Mailbox, mailbox
from briefing.delivery.headers import field, list_field, mailbox_field, text_field
from briefing.delivery.mime import (
    boundary,
    inline_part,
    joined,
    multipart,
    quoted_printable,
    text_part,
)
from briefing.errors import InputError
from briefing.models import Edition, Rendering

_HTTPS = re.compile(r"https://[!-;=?-~]+")
_NOT_IN_ID = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What a newsletter says about itself in every message.

    `sender` is `Name <address>`. `unsubscribe` is an https address to which
    a subscriber's token is added and which takes a POST (RFC 8058); without
    one, unsubscribing is by mail to the sender alone. `archive` is a page.
    """

    sender: str
    reply_to: str = ""
    unsubscribe: str = ""
    archive: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An edition, encoded: the fields and the body that are the same for everyone."""

    edition_id: str
    newsletter: str
    sender: Mailbox
    unsubscribe: str
    fields: bytes
    body: bytes


def letter(
    edition: Edition, rendering: Rendering, letterhead: Letterhead, *, mark: str = ""
) -> Letter:
    """Encode an edition's rendering; InputError where the letterhead cannot be used.

    `mark` stands before the subject, e.g. of a test.
    """
    sender = mailbox(letterhead.sender)
    edge = boundary(edition.id)
    rendering = replace(rendering, subject=f"{mark}{rendering.subject or edition.title}")
    return Letter(
        edition_id=edition.id,
        newsletter=edition.newsletter,
        sender=sender,
        unsubscribe=_https(letterhead.unsubscribe, "unsubscribe"),
        fields=_fields(edition, rendering, letterhead, sender) + _mime_fields(edge),
        body=_body(rendering, edge),
    )


def message_id(edition_id: str, subscriber_id: str, *, sender: str) -> str:
    """The Message-ID of one edition for one subscriber, in angle brackets; never another."""
    names = f"{len(edition_id)}:{edition_id}{subscriber_id}"
    digest = hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()
    return f"<{digest[:32]}@{mailbox(sender).domain}>"


def _fields(
    edition: Edition, rendering: Rendering, letterhead: Letterhead, sender: Mailbox
) -> bytes:
    """The fields every subscriber gets alike, without those of MIME."""
    list_id = _NOT_IN_ID.sub("-", edition.newsletter.lower()).strip("-") or "newsletter"
    lines = [
        mailbox_field("From", sender.name, sender.email),
        text_field("Subject", rendering.subject or "Newsletter"),
        list_field("List-Id", edition.title, f"{list_id}.{sender.domain}"),
        field("Auto-Submitted", ("auto-generated",)),
        field("Feedback-ID", (f"{quote(edition.id, safe='')}:{list_id}:edition:{sender.domain}",)),
    ]
    if letterhead.reply_to:
        reply = mailbox(letterhead.reply_to)
        lines.append(mailbox_field("Reply-To", reply.name, reply.email))
    if letterhead.archive:
        lines.append(field("List-Archive", (f"<{_https(letterhead.archive, 'archive')}>",)))
    return b"".join(lines)


def _mime_fields(mark: str) -> bytes:
    kind = field("Content-Type", ("multipart/alternative;", f'boundary="{mark}"'))
    return field("MIME-Version", ("1.0",)) + kind


def _body(rendering: Rendering, mark: str) -> bytes:
    """Text first, HTML last: a reader shows the last part it understands (RFC 2046, 5.1.4)."""
    html = text_part("html", quoted_printable(rendering.html))
    if rendering.attachments:
        files = [inline_part(attachment) for attachment in rendering.attachments]
        html = multipart("related", f"{mark}r", [html, *files])
    return joined(mark, [text_part("plain", quoted_printable(rendering.text)), html])


def _https(url: str, what: str) -> str:
    if url and not _HTTPS.fullmatch(url):
        hint = "write an https address without spaces"
        raise InputError(f"the {what} address cannot stand in a message", where=url, hint=hint)
    return url
