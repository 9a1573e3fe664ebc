"""An edition as mail: what all subscribers share is encoded once, here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal
from urllib.parse import quote

from briefing.delivery.message.address import Mailbox, address, mailbox
from briefing.delivery.message.headers import (
    field,
    list_field,
    mailbox_field,
    plain_text,
    text_field,
)
from briefing.delivery.message.mime import (
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
# The links of which every subscriber has their own, by the purpose of their token.
PERSONAL: tuple[Literal["unsubscribe", "preferences"], ...] = ("unsubscribe", "preferences")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What a newsletter says about itself in every message.

    `sender` is `Name <address>`. `unsubscribe` is an https page which takes a
    POST too (RFC 8058), `preferences` another; a subscriber's token is added
    to them after a slash, also where the edition links to them. Without the
    first, unsubscribing is by mail alone. `archive` is a page for everyone.
    `bounces` is the envelope sender, with a mark for each message where `verp`
    holds; what comes back to it is read by `bounces`, mail that unsubscribes
    included. `mark` stands before the subject, e.g. of a test.
    """

    sender: str
    reply_to: str = ""
    unsubscribe: str = ""
    preferences: str = ""
    archive: str = ""
    bounces: str = ""
    verp: bool = True
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplate:
    """An edition, encoded: the fields and the body that are the same for everyone.

    `body` alternates bytes and names of tokens that belong between them.
    `unsubscribe` is the address the token is added to, or empty, `by_mail` the
    one to write to; `return_path` is the envelope sender without its mark. `head`
    is the fields in one.
    """

    edition_id: str
    newsletter: str
    sender: Mailbox
    return_path: str
    verp: bool
    unsubscribe: str
    by_mail: str
    fields: tuple[bytes, ...]
    head: bytes
    body: tuple[bytes | str, ...]

    @property
    def purposes(self) -> tuple[str, ...]:
        """The tokens a message of this template needs."""
        inside = (piece for piece in self.body if isinstance(piece, str))
        head = ("unsubscribe",)  # for the field, also where the body links to no page
        return tuple(dict.fromkeys((*head, *inside)))

    @property
    def size(self) -> int:
        """About how many bytes a message has."""
        return 2000 + sum(map(len, (*self.fields, *self.body)))


def message_template(
    edition: Edition, rendering: Rendering, letterhead: Letterhead
) -> MessageTemplate:
    """Encode an edition's rendering; InputError where the letterhead cannot be used."""
    sender = mailbox(letterhead.sender)
    edge = boundary(edition.id)
    subject = f"{letterhead.mark}{rendering.subject or edition.title}"
    rendering = replace(rendering, subject=subject)
    return_path = address(letterhead.bounces) if letterhead.bounces else sender.email
    wish = f"unsubscribe {edition.newsletter}"
    fields = (*_fields(edition, rendering, letterhead, sender), *_mime_fields(edge))
    return MessageTemplate(
        edition_id=edition.id,
        newsletter=edition.newsletter,
        sender=sender,
        return_path=return_path,
        verp=bool(letterhead.bounces) and letterhead.verp,
        unsubscribe=_page(letterhead.unsubscribe, "unsubscribe"),
        by_mail=f"mailto:{quote(return_path, safe='@')}?subject={quote(wish, safe='')}",
        fields=fields,
        head=b"".join(fields),
        body=_body(rendering, letterhead, edge),
    )


def message_id(edition_id: str, subscriber_id: str, *, sender: str) -> str:
    """The Message-ID of one edition for one subscriber, in angle brackets; never another."""
    names = f"{len(edition_id)}:{edition_id}{subscriber_id}"
    digest = hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()
    return f"<{digest[:32]}@{mailbox(sender).domain}>"


def _fields(
    edition: Edition, rendering: Rendering, letterhead: Letterhead, sender: Mailbox
) -> list[bytes]:
    """The fields every subscriber gets alike, without those of MIME."""
    list_id = _NOT_IN_ID.sub("-", edition.newsletter.lower()).strip("-") or "newsletter"
    lines = [
        mailbox_field("From", sender.name, sender.email),
        text_field("Subject", plain_text(rendering.subject) or "Newsletter"),
        list_field("List-Id", edition.title, f"{list_id}.{sender.domain}"),
        field("Auto-Submitted", ("auto-generated",)),
        field("Feedback-ID", (f"{quote(edition.id, safe='')}:{list_id}:edition:{sender.domain}",)),
    ]
    if letterhead.reply_to:
        reply = mailbox(letterhead.reply_to)
        lines.append(mailbox_field("Reply-To", reply.name, reply.email))
    if letterhead.archive:
        lines.append(field("List-Archive", (f"<{_https(letterhead.archive, 'archive')}>",)))
    return lines


def _mime_fields(edge: str) -> tuple[bytes, bytes]:
    kind = field("Content-Type", ("multipart/alternative;", f'boundary="{edge}"'))
    return field("MIME-Version", ("1.0",)), kind


def _body(rendering: Rendering, letterhead: Letterhead, edge: str) -> tuple[bytes | str, ...]:
    """Text first, HTML last: a reader shows the last part it understands (RFC 2046, 5.1.4)."""
    links = _personal_links(rendering, letterhead)
    marks = [link.mark for link in links]
    plain, web = rendering.text, rendering.html
    for link in links:
        plain = re.sub(re.escape(link.url) + r"(?=[\s)\]>]|$)", f"{link.url}/{link.mark}", plain)
        link_attribute = escape(link.url)
        web = web.replace(f'"{link_attribute}"', f'"{link_attribute}/{link.mark}"')
    html = text_part("html", quoted_printable(web, whole=marks))
    if rendering.attachments:
        files = [inline_part(attachment) for attachment in rendering.attachments]
        html = multipart("related", f"{edge}r", [html, *files])
    parts = [text_part("plain", quoted_printable(plain, whole=marks)), html]
    return _pieces(joined(edge, parts), links)


@dataclass(frozen=True, slots=True)
class _Link:
    """A page of which every subscriber has their own; `mark` holds the place of the token."""

    purpose: str
    url: str
    mark: str


def _personal_links(rendering: Rendering, letterhead: Letterhead) -> list[_Link]:
    """The mark is made from the text it will stand in, which therefore cannot hold it."""
    text = f"{rendering.html}{rendering.text}".encode("utf-8", "replace")
    digest = hashlib.sha256(text).hexdigest()[:40]
    pages = {purpose: getattr(letterhead, purpose) for purpose in PERSONAL}
    return [
        _Link(purpose, _page(url, purpose), f"{purpose[0]}{digest}")
        for purpose, url in pages.items()
        if url
    ]


def _pieces(body: bytes, links: Sequence[_Link]) -> tuple[bytes | str, ...]:
    """The body, cut where tokens belong."""
    if not links:
        return (body,)
    purposes = {link.mark.encode(): link.purpose for link in links}
    cut = re.split(b"(" + b"|".join(purposes) + b")", body)
    return tuple(purposes.get(piece, piece) for piece in cut)


def _page(url: str, what: str) -> str:
    return _https(url, what).rstrip("/")


def _https(url: str, what: str) -> str:
    if url and not _HTTPS.fullmatch(url):
        hint = "write an https address without spaces"
        raise InputError(f"the {what} address cannot stand in a message", where=url, hint=hint)
    return url
