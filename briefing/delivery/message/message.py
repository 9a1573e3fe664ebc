"""One edition for one subscriber, as finished bytes: own fields and tokens between shared parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from briefing.delivery.message.address import address
from briefing.delivery.message.headers import (
    date_field,
    field,
    field_names,
    listed_field,
    mailbox_field,
)
from briefing.delivery.message.template import (
    Letterhead,
    MessageTemplate,
    message_id,
    message_template,
)
from briefing.errors import DeliveryError, InputError
from briefing.models import Delivery, Edition, Rendering

_ID = re.compile(r"<([A-Za-z0-9_-][A-Za-z0-9._-]*)@[A-Za-z0-9.-]+>")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,74}")
NOBODY = "undisclosed-recipients:;"
_ONE_CLICK = field("List-Unsubscribe-Post", ("List-Unsubscribe=One-Click",))

REQUIRED = frozenset(
    [
        b"From",
        b"To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"List-Id",
        b"List-Unsubscribe",
        b"Auto-Submitted",
        b"Feedback-ID",
        b"MIME-Version",
        b"Content-Type",
    ]
)
OPTIONAL = frozenset((b"DKIM-Signature", b"Reply-To", b"List-Archive", b"List-Unsubscribe-Post"))
_ALLOWED = REQUIRED | OPTIONAL


class Signer(Protocol):
    """Signs a message: the field to put before all others (see `dkim`)."""

    def __call__(
        self, shared: tuple[bytes, ...], personal: tuple[bytes, ...], body: tuple[bytes, ...]
    ) -> bytes:
        """The signature's field over these fields and this body.

        `shared` and the first part of `body` are the same for many messages.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Finished bytes, in parts, and their envelope.

    They have CRLF line ends, only ASCII, and no line that begins with a dot.
    """

    id: str
    sender: str
    recipient: str
    parts: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """The whole message."""
        return b"".join(self.parts)


def message_for(
    template: MessageTemplate,
    delivery: Delivery,
    *,
    now: datetime,
    tokens: Mapping[str, str] | None = None,
    sign: Signer | None = None,
) -> Message:
    """The message for one subscriber, dated `now`.

    `tokens` are the subscriber's own for the personal links, by purpose; at
    most 75 characters each. InputError where the address or a token cannot be
    used; DeliveryError where the finished head is not the intended one.
    """
    recipient = address(delivery.email)
    token_bytes = {purpose: _checked(token) for purpose, token in (tokens or {}).items()}
    body = tuple([_spliced(piece, token_bytes) for piece in template.body])
    personal = (
        mailbox_field("To", delivery.name, recipient),
        field("Message-ID", (delivery.message_id,)),
        _date(now.replace(microsecond=0)),
        *_unsubscribe(template, token_bytes.get("unsubscribe", b"").decode()),
    )
    return Message(
        id=delivery.message_id,
        sender=_envelope_sender(template, delivery.message_id),
        recipient=recipient,
        parts=(_head(template, personal, body, sign), *body),
    )


def eml(edition: Edition, rendering: Rendering, *, sender: str) -> bytes:
    """The edition as a message to nobody; the same edition gives the same bytes."""
    blank = message_template(edition, rendering, Letterhead(sender=sender))
    personal = (
        field("To", (NOBODY,)),
        field("Message-ID", (message_id(edition.id, "", sender=sender),)),
        date_field("Date", edition.created),
        *_unsubscribe(blank, ""),
    )
    body = tuple(_spliced(piece, {}) for piece in blank.body)
    return b"".join((_head(blank, personal, body, None), *body))


def _unsubscribe(template: MessageTemplate, token: str) -> tuple[bytes, ...]:
    """List-Unsubscribe by mail, and in one click (RFC 8058) where there is an address for it."""
    by_mail = f"<{template.by_mail}%20{token}>" if token else f"<{template.by_mail}>"
    if not (template.unsubscribe and token):
        return (listed_field("List-Unsubscribe", (by_mail,)),)
    page = f"<{template.unsubscribe}/{token}>,"
    return listed_field("List-Unsubscribe", (page, by_mail)), _ONE_CLICK


def _head(
    template: MessageTemplate,
    personal: tuple[bytes, ...],
    body: tuple[bytes, ...],
    sign: Signer | None,
) -> bytes:
    """The finished head, read anew: it must hold the intended fields and no other, once each."""
    before = b"" if sign is None else sign(template.fields, personal, body)
    after = b"".join(personal)
    signed = field_names(before) if before else ()
    if not _intended(signed, _shared_names(template.head), field_names(after)):
        raise DeliveryError("the finished head is not the intended one", where=template.edition_id)
    return b"".join((before, template.head, after, b"\r\n"))


@lru_cache(maxsize=64)
def _intended(*parts: tuple[bytes, ...]) -> bool:
    """True where a head of these fields has all it must, nothing it must not, and none twice."""
    names = [name for part in parts for name in part]
    return len(set(names)) == len(names) and REQUIRED <= set(names) <= _ALLOWED


@lru_cache(maxsize=8)
def _shared_names(head: bytes) -> tuple[bytes, ...]:
    """The fields all messages of an edition share: the same bytes, so read once."""
    return field_names(head)


def _spliced(piece: bytes | str, tokens: Mapping[str, bytes]) -> bytes:
    if isinstance(piece, bytes):
        return piece
    if piece not in tokens:
        raise InputError("has no token for a link of its own", where=f"the {piece} page")
    return tokens[piece]


def _checked(token: str) -> bytes:
    if not _TOKEN.fullmatch(token):
        raise InputError("is no token for an address", where=ascii(token[:40]))
    return token.encode("ascii")


def _envelope_sender(template: MessageTemplate, message_id: str) -> str:
    """Where a bounce of this message goes; with VERP the Message-ID stands in it."""
    parts = _ID.fullmatch(message_id)
    if not parts:
        raise DeliveryError("is no Message-ID", where=ascii(message_id[:80]))
    if not template.verp:
        return template.return_path
    local, _, domain = template.return_path.rpartition("@")
    return f"{local}+{parts[1]}@{domain}"


@lru_cache(maxsize=8)
def _date(moment: datetime) -> bytes:
    return date_field("Date", moment)
