"""What is to be done about a slot now: a pure function of slot, facts and moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from briefing.models import EditionState, Slot
from briefing.schedule.calendar import Calendar
from briefing.store.slot_table import APPROVED_LATE, MISSED, NOT_APPROVED, NOT_SENT

Verb = Literal["wait", "skip", "build", "remind", "approve", "send", "close", "fail"]
# docs/decisions.md: "A failed step is tried again while the grace lasts".
RETRY_PAUSE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known beside the slot itself.

    `edition`: where its edition stands; None: there is none. `begun`: a server
    has had some of it. `reached`: somebody may have it. `retry_at`: when those
    may be offered again that are left, where all of them were refused for the
    moment. `free_until`, `free_why`: a pause by hand. `restored`: when the
    store was put back from a backup.
    """

    edition: EditionState | None = None
    begun: bool = False
    reached: bool = False
    retry_at: datetime | None = None
    free_until: datetime | None = None
    free_why: str = ""
    restored: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do next, and why; `fault` where a slot is skipped that should not have been."""

    verb: Verb
    why: str = ""
    fault: bool = False


WAIT = Step(verb="wait")


def decide(slot: Slot, facts: Facts, calendar: Calendar, now: datetime) -> Step:
    """The next step of an open slot."""
    if facts.restored and slot.due <= facts.restored:
        return Step(verb="skip", why="the store was restored from a backup after this slot")
    if slot.state == "planned":
        return _planned(slot, facts, calendar, now)
    if facts.edition in {"sent", "corrected"}:
        return Step(verb="close", why="sent")
    if facts.edition == "failed":
        return Step(verb="fail", why=f"nobody got it: {slot.reason}".rstrip(": "), fault=True)
    if facts.edition == "sending":
        return _sending(slot, facts, calendar, now)
    if facts.edition is None:
        return Step(verb="skip", why="its edition is gone", fault=True)
    return _built(slot, facts.edition, calendar, now)


def _planned(slot: Slot, facts: Facts, calendar: Calendar, now: datetime) -> Step:
    if slot.reason and slot.taken_at is None:
        return Step(verb="skip", why=slot.reason)
    if facts.free_until and slot.due < facts.free_until:
        return Step(verb="skip", why=f"paused by hand: {facts.free_why}".rstrip(": "))
    if now < slot.due - calendar.ahead or _just_tried(slot, now):
        return WAIT
    if now > slot.due + calendar.grace:
        missed = f"{MISSED} {calendar.rules.grace_minutes} minutes"
        return Step(
            verb="skip", why=f"{missed}: {slot.reason}" if slot.reason else missed, fault=True
        )
    return Step(verb="build")


def _built(slot: Slot, edition: EditionState, calendar: Calendar, now: datetime) -> Step:
    """A draft or an approved edition: sent at its time, or held, as the review asks."""
    if now > slot.due + calendar.grace:
        late = NOT_SENT if slot.reason else APPROVED_LATE
        why = late if edition == "approved" else NOT_APPROVED
        why = f"{why}: {slot.reason}" if slot.reason else why
        return Step(verb="skip", why=f"{why}; `briefing send` still sends it", fault=True)
    if edition == "draft" and (now < slot.due or calendar.rules.review == "required"):
        return _remind_or_wait(slot, calendar, now)
    if now < slot.due or (slot.reason and _just_tried(slot, now)):
        return WAIT
    return Step(verb="send" if edition == "approved" else "approve")


def _remind_or_wait(slot: Slot, calendar: Calendar, now: datetime) -> Step:
    remind_at = slot.due - timedelta(minutes=calendar.rules.remind_minutes)
    if calendar.rules.review == "none" or slot.reminded_at or now < remind_at:
        return WAIT
    if slot.reason and _just_tried(slot, now):
        return WAIT
    return Step(verb="remind")


def _sending(slot: Slot, facts: Facts, calendar: Calendar, now: datetime) -> Step:
    """Goes on while somebody keeps at it; what lay still for longer than the grace is left."""
    # A rest that was begun under a clock that ran ahead does not count.
    rests = slot.retry_at if slot.taken_at and slot.taken_at <= now else None
    waits_until = [moment for moment in (facts.retry_at, rests) if moment]
    if _just_tried(slot, now):
        return WAIT
    moments = [slot.due, slot.taken_at, *waits_until] if facts.begun else [slot.due]
    last = max(moment for moment in moments if moment)
    if now <= last + calendar.grace:
        return WAIT if any(now < moment for moment in waits_until) else Step(verb="send")
    rest = "sending stopped; `briefing send` sends the rest"
    if facts.reached:
        return Step(verb="skip", why=rest, fault=True)
    why = f"nobody got it: {slot.reason}".rstrip(": ")
    return Step(verb="fail", why=f"{why}; {rest}", fault=True)


def _just_tried(slot: Slot, now: datetime) -> bool:
    return slot.taken_at is not None and slot.taken_at <= now < slot.taken_at + RETRY_PAUSE
