"""What can come back of a message, and how it is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# `policy` is a refusal of us or our message, no fault of the reader.
Kind = Literal["hard", "soft", "policy", "complaint", "unsubscribe", "nothing"]

# A line for a person; chosen, not measured.
LONGEST_REASON_CHARS = 300
# Feedback that is a complaint (RFC 5965, 7.3, and what providers add).
COMPLAINTS = frozenset(
    ("abuse", "fraud", "virus", "opt-out", "opt-out-list", "other", "miscategorized")
)
# Our own Message-IDs and VERP marks are 32 digits of a hash.
_VERP = re.compile(r"\+([0-9a-f]{32})@")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]{1,100}@[A-Za-z0-9.-]{1,250}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceReport:
    """A report that was understood.

    `message_ids` are those of ours it may be about, the likeliest first:
    whole, or what stands before the @ where only that is known.
    `nothing` is understood and asks for nothing: a vacation reply, a delay.
    `report` is a SHA-256 that no other report has, hex. `newsletter` and
    `token` are those of an unsubscription by mail. `email` is the reader's
    address, where somebody says it who can be trusted: a provider that has
    proved who it is.
    """

    kind: Kind
    reason: str
    report: str
    message_ids: tuple[str, ...] = ()
    newsletter: str = ""
    token: str = ""
    email: str = ""


def marks_in(text: str) -> Iterator[str]:
    """The VERP marks in addresses of the envelope."""
    yield from _VERP.findall(text)


def message_ids_in(text: str) -> Iterator[str]:
    """What may be Message-IDs of ours."""
    yield from _MESSAGE_ID.findall(text)


def short_reason(text: str) -> str:
    """One line of bounded length."""
    head = text[: 4 * LONGEST_REASON_CHARS]
    printable = "".join(letter if letter.isprintable() else " " for letter in head)
    return " ".join(printable.split())[:LONGEST_REASON_CHARS]
