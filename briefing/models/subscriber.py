"""Who gets an edition, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AddressStatus = Literal["ok", "bounced", "complained", "blocked"]
SubscriptionStatus = Literal["pending", "active", "unsubscribed"]
Rhythm = Literal["daily", "weekly"]
DeliveryState = Literal[
    "pending", "leased", "sending", "sent", "deferred", "failed", "in_doubt", "withdrawn"
]
# States of which at least one makes an edition one that was sent: a reader may have it.
REACHED = frozenset(("sent", "in_doubt"))
EditionState = Literal["draft", "approved", "sending", "sent", "failed", "corrected"]
SlotState = Literal["planned", "built", "sent", "failed", "skipped"]


# The last sign of a weekly slot: `2026-11-29T09:00w`.
WEEKLY_MARK = "w"


def rhythm_of(slot: str) -> Rhythm:
    """Whom the edition of a slot, or a day, is for."""
    return "weekly" if slot.endswith(WEEKLY_MARK) else "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person or a mailbox; the address is kept as given, compared in lower case."""

    id: str
    email: str
    name: str = ""
    language: str = ""
    status: AddressStatus = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One edition for one subscriber.

    `in_doubt`: the server may or may not have accepted it; never re-sent
    unasked. `reply` is the server's last answer, `reason` says why a
    delivery was withdrawn. `first_tried` is when it was first refused or lost.
    """

    edition_id: str
    subscriber_id: str
    email: str
    state: DeliveryState
    message_id: str
    name: str = ""
    language: str = ""
    attempts: int = 0
    reply: str = ""
    reason: str = ""
    first_tried: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of one delivery when it was offered; `retry_at` where it waits for that.

    `tried_at` is when that was, where it did not go out; `offered` is False where it was
    put off before it was offered.
    """

    subscriber_id: str
    state: DeliveryState
    reply: str
    retry_at: datetime | None = None
    tried_at: datetime | None = None
    offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRest:
    """After so many failures in a row a slot is not tried again before a moment."""

    retry_at: datetime
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One planned moment of the schedule, in the newsletter's own zone.

    `taken_at` is when somebody last worked on it, `reminded_at` when the
    editor was told that its edition waits. After `failures` failed attempts to
    send in a row the next is not before `retry_at`.
    """

    newsletter: str
    local: str
    due: datetime
    state: SlotState = "planned"
    reason: str = ""
    edition_id: str = ""
    taken_at: datetime | None = None
    reminded_at: datetime | None = None
    retry_at: datetime | None = None
    failures: int = 0
