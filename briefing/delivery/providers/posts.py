"""A post to a webhook, and what providers have in common."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from briefing.delivery.bounce_kinds import (
    BounceReport,
    Kind,
    marks_in,
    message_ids_in,
    short_reason,
)
from briefing.delivery.bounce_verdict import is_policy
from briefing.delivery.refusals import refusal_of, reply_code
from briefing.errors import DeliveryError

# A batch of SendGrid has at most 768 kB, a message of SNS 256 kB.
MAX_POST_BYTES = 1_000_000
# A batch has some hundred; chosen, not measured.
MOST_EVENTS = 5000
# An address has 254 characters, a Message-ID some hundred; chosen, not measured.
LONGEST_VALUE_CHARS = 2000


class ForgedPostError(DeliveryError):
    """A post that does not prove who sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookPost:
    """What was posted; the names of headers are in lower case."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """A header, empty where there is none."""
        return self.headers.get(name, "")


class Provider(Protocol):
    """One provider's webhook."""

    def reports(self, post: WebhookPost) -> tuple[BounceReport, ...]:
        """What a post reports. ForgedPostError; DeliveryError where it cannot be read."""


def json_of(body: bytes | str) -> Any:
    """The JSON of a post; DeliveryError where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DeliveryError("the post is no JSON") from error


def value_of(payload: object, *path: str) -> str:
    """The text or number at a path of keys, as text; empty where there is none."""
    found = payload
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found)[:LONGEST_VALUE_CHARS]


def list_of(payload: object, *path: str) -> list[Any]:
    """The list at a path of keys, at most so many of it; empty where there is none."""
    found = payload
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found[:MOST_EVENTS] if isinstance(found, list) else []


def report_of(
    kind: Kind, reason: str, *, key: tuple[str, ...], email: str, ids: tuple[str, ...] = ()
) -> BounceReport:
    """A report; `key` tells it from all others. `ids` hold our Message-ID or our VERP address."""
    marks = [mark for text in ids for mark in marks_in(text)]
    whole = [found for text in ids for found in message_ids_in(_bracketed(text))]
    return BounceReport(
        kind=kind,
        reason=short_reason(reason),
        report=hashlib.sha256(encoded("\0".join(key))).hexdigest(),
        message_ids=tuple(dict.fromkeys((*marks, *whole))),
        email=email,
    )


def kind_of(text: str, *, permanent: bool) -> Kind:
    """What a server's words mean; where they say nothing, what the provider makes of them."""
    refusal = refusal_of(reply_code(text), text, stage="report")
    if is_policy(refusal):
        return "policy"
    if refusal.blame in {"address", "unknown"} and permanent:
        return "hard"
    return "soft"


def require_basic_auth(post: WebhookPost, username: str, password: str) -> None:
    """ForgedPostError without the name and password (RFC 7617)."""
    expected = base64.b64encode(f"{username}:{password}".encode()).decode()
    require_same(post.header("authorization"), f"Basic {expected}")


def require_same(given: str, expected: str) -> None:
    """ForgedPostError where two texts differ; compared in constant time."""
    if not hmac.compare_digest(encoded(given), encoded(expected)):
        raise ForgedPostError("does not prove who sent it")


def encoded(text: str) -> bytes:
    """Its bytes; JSON may hold halves of letters, which are kept as they are."""
    return text.encode("utf-8", "surrogatepass")


def _bracketed(text: str) -> str:
    return text if text.startswith("<") else f"<{text}>"
