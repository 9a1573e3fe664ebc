"""One pass over the schedule: plan what is new, begin what is due, skip what was missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from briefing.errors import BriefingError
from briefing.models import DeliveryReport, IngestReport, Slot, SlotState
from briefing.schedule.calendar import Calendar
from briefing.store import Slots

APPROVER = "the schedule"


class Work(Protocol):
    """What a slot asks for, step by step; the pipeline does it."""

    def ingest(self) -> IngestReport:
        """Read all sources into the store."""

    def build(self, slot: str) -> str:
        """Make the slot's edition; its id."""

    def approve(self, edition_id: str, *, by: str) -> None:
        """Release the edition for sending."""

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send a released edition to whoever has not had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a pass made of one slot. `error` says what went wrong, in plain words."""

    slot: Slot
    state: SlotState
    reason: str = ""
    edition_id: str = ""
    error: str = ""


class Runner:
    """Does what is due: each slot by one process, however many there are.

    `who` names this process in the store. What fails is an Outcome, and
    stops no other slot.
    """

    def __init__(
        self,
        calendar: Calendar,
        slots: Slots,
        work: Work,
        *,
        clock: Callable[[], datetime],
        who: str,
    ) -> None:
        self._calendar = calendar
        self._slots = slots
        self._work = work
        self._clock = clock
        self._who = who

    def once(self) -> tuple[Outcome, ...]:
        """One pass. Gives what was done, nothing where nothing was due."""
        now, newsletter = self._clock(), self._calendar.newsletter
        for slot in self._calendar.between(self._since(now), now):
            self._slots.plan(slot)
        planned = reversed(self._slots.list(newsletter, states=("planned",)))
        due = [slot for slot in planned if self._calendar.verdict(slot, now) != "wait"]
        return tuple(self._outcome(slot) for slot in due if self._take(slot))

    def _since(self, now: datetime) -> datetime:
        """Where planning goes on: after the last known slot; at first, the grace before now."""
        last = self._slots.last_due(self._calendar.newsletter)
        return min(last or now - self._calendar.grace, now)

    def _take(self, slot: Slot) -> bool:
        return self._slots.take(slot.newsletter, slot.local, by=self._who, now=self._clock())

    def _outcome(self, slot: Slot) -> Outcome:
        if self._calendar.verdict(slot, self._clock()) == "late":
            minutes = self._calendar.rules.grace_minutes
            return self._settle(slot, "skipped", f"missed by more than {minutes} minutes")
        try:
            return self._edition(slot)
        except BriefingError as error:
            failed = self._settle(slot, "skipped", f"failed: {error}")
            return Outcome(slot=slot, state="skipped", reason=failed.reason, error=str(error))

    def _edition(self, slot: Slot) -> Outcome:
        self._work.ingest()
        name = self._work.build(slot.local)
        if self._calendar.rules.review != "none":
            return self._settle(slot, "built", "waits for approval", name)
        self._work.approve(name, by=APPROVER)
        report = self._work.deliver(name)
        counts = ", ".join(f"{count} {state}" for state, count in report.counts)
        return self._settle(slot, "sent", counts or "no subscribers", name)

    def _settle(self, slot: Slot, state: SlotState, reason: str, edition_id: str = "") -> Outcome:
        self._slots.mark(slot.newsletter, slot.local, state, reason=reason)
        return Outcome(slot=slot, state=state, reason=reason, edition_id=edition_id)
