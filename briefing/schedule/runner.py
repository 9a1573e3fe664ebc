"""One pass over the schedule: plan what is new, take the next step of every open slot."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from briefing.errors import BriefingError
from briefing.logs import about
from briefing.models import DeliveryReport, IngestReport, Slot, SlotRest, SlotState
from briefing.models.subscriber import REACHED
from briefing.schedule.calendar import Calendar
from briefing.schedule.decide import RETRY_PAUSE, Facts, Step, decide
from briefing.schedule.lease_renewal import LeaseRenewal
from briefing.store import Store
from briefing.store.slot_table import LONGEST_REASON_CHARS, OPEN

logger = logging.getLogger(__name__)

APPROVER = "the schedule"
# How far back a pass looks for slots that were missed; chosen, not measured.
LOOK_BACK = timedelta(days=31)
# How often a pass notes how far it came; chosen, not measured.
NOTE_EVERY = timedelta(minutes=5)
# So many whom an edition did not reach are named; chosen, not measured.
MOST_NAMED = 3
# So many slots ahead may be closed already, as after a clock that ran ahead; chosen, not measured.
MOST_CLOSED_AHEAD = 1000
# Deliveries in these states were accepted by no server.
UNTOUCHED = {"pending", "leased", "deferred", "withdrawn", "failed"}
UNDER_WAY = {"pending", "leased", "sending"}
# How long a slot rests after the first, second, … attempt to send in which the way out was
# shut; chosen, not measured.
REST_AFTER_FAILURE = (
    RETRY_PAUSE,
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
)
_NUMBERS = re.compile(r"[0-9]+")


class SlotSteps(Protocol):
    """What a slot asks for, step by step; the pipeline does it."""

    def ingest(self) -> IngestReport:
        """Read all sources into the store."""

    def build(self, slot: Slot) -> str:
        """Make the slot's edition; its id, or "" where there is nothing to say."""

    def remind(self, slot: Slot) -> None:
        """Tell the editor that the slot's edition waits for approval."""

    def approve(self, edition_id: str, *, by: str) -> None:
        """Release the edition for sending."""

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send a released edition to whoever has not had it."""

    def report_failure(self, slot: Slot, why: str) -> None:
        """Tell the editor that nobody got the slot's edition; BriefingError where that fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a pass made of one slot. `error` says what went wrong, in plain words.

    `again`: the last try failed for the same reason.
    """

    slot: Slot
    state: SlotState
    reason: str = ""
    edition_id: str = ""
    error: str = ""
    again: bool = False


def waits_for(store: Store, slot: Slot) -> str:
    """What a slot waits for whose edition is built, for a person."""
    state = store.editions.state(slot.edition_id)
    word = "waits for approval" if state == "draft" else f"is {state}"
    return f"{word} ({slot.reason})" if slot.reason else word


class Runner:
    """Does what is due: each slot by one process at a time, however many there are.

    `who` names this process in the store; `stop` says that no new step is to
    be begun. What fails is an Outcome, is tried again while its grace lasts,
    and stops no other slot.
    """

    def __init__(
        self,
        calendar: Calendar,
        store: Store,
        steps: SlotSteps,
        *,
        clock: Callable[[], datetime],
        who: str,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._calendar = calendar
        self._store = store
        self._steps = steps
        self._clock = clock
        self._who = who
        self._stop = stop

    def once(self) -> tuple[Outcome, ...]:
        """One pass. Gives what was done, nothing where nothing was due."""
        self._plan(self._clock())
        open_slots = self._store.slots.list(self._calendar.newsletter, states=("planned", "built"))
        outcomes = (self._process(slot) for slot in reversed(open_slots) if not self._stop())
        return tuple(outcome for outcome in outcomes if outcome)

    def next(self) -> Slot | None:
        """The next slot that gets an edition: of the calendar, unless it is closed already."""
        after = self._clock()
        for _ in range(MOST_CLOSED_AHEAD):
            slot = self._calendar.next(after)
            known = slot and self._store.slots.get(slot.newsletter, slot.local)
            if slot is None or known is None or known.state in OPEN:
                return slot
            after = slot.due
        return None

    def _plan(self, now: datetime) -> None:
        newsletter, memory = self._calendar.newsletter, self._store.schedules
        last = memory.last_pass(newsletter)
        ahead_of_us = last is None or last > now  # the clock was set back, or never seen
        since = now - self._calendar.grace if ahead_of_us else max(last or now, now - LOOK_BACK)
        for slot in self._calendar.between(since, now + self._calendar.ahead):
            self._store.slots.plan(slot)
        self._store.slots.plan_again(newsletter, after=now - self._calendar.grace)
        if ahead_of_us or now - since >= NOTE_EVERY:
            memory.passed(newsletter, now)

    def _process(self, slot: Slot) -> Outcome | None:
        """Work on a slot until it has to wait or is closed, if nobody else does."""
        if self._next_step(slot).verb == "wait" or not self._take(slot):
            return None
        try:
            with LeaseRenewal(partial(self._take, slot)):
                return self._take_steps(slot) if self._unchanged(slot) else None
        finally:
            self._release(slot)

    def _take_steps(self, slot: Slot) -> Outcome | None:
        """Step after step; what came of the last one."""
        outcome = None
        while not self._stop() and (step := self._next_step(slot)).verb != "wait":
            outcome = self._attempt(step, slot)
            slot = outcome.slot
            closed = outcome.state in {"sent", "failed", "skipped"}
            if outcome.error or closed or step.verb == "send":
                break
        return outcome

    def _unchanged(self, slot: Slot) -> bool:
        """False where another process has worked on the slot since it was listed."""
        now = self._reload(slot)
        return (now.state, now.reason, now.edition_id) == (slot.state, slot.reason, slot.edition_id)

    def _reload(self, slot: Slot) -> Slot:
        """The slot as the store has it."""
        return self._store.slots.get(slot.newsletter, slot.local) or slot

    def _next_step(self, slot: Slot) -> Step:
        return decide(slot, self._facts(slot), self._calendar, self._clock())

    def _facts(self, slot: Slot) -> Facts:
        halt = self._store.schedules.halt(slot.newsletter)
        name = slot.edition_id
        states = {state for state, _ in self._store.deliveries.counts(name)} if name else set()
        waiting = "deferred" in states and not states & UNDER_WAY
        return Facts(
            edition=self._store.editions.state(name) if name else None,
            begun=bool(states - UNTOUCHED),
            reached=bool(states & REACHED),
            retry_at=self._store.deliveries.next_retry(name) if waiting else None,
            free_until=halt.until if halt else None,
            free_why=halt.why if halt else "",
            restored=self._store.schedules.restored_at(),
        )

    def _take(self, slot: Slot) -> bool:
        slots, now = self._store.slots, self._clock()
        return slots.take(slot.newsletter, slot.local, by=self._who, now=now)

    def _release(self, slot: Slot) -> None:
        """Where we were told to end, the next process need not wait before it goes on."""
        rested = self._clock() - RETRY_PAUSE if self._stop() else None
        self._store.slots.release(slot.newsletter, slot.local, by=self._who, taken_at=rested)

    def _attempt(self, step: Step, slot: Slot) -> Outcome:
        """Do one step. What fails leaves the slot where it is, with the reason."""
        with about(newsletter=slot.newsletter, edition=slot.edition_id):
            logger.info("slot %s: %s", slot.local, step.verb)
            try:
                return self._take_step(step, slot)
            except BriefingError as error:
                logger.info("slot %s: %s failed: %s", slot.local, step.verb, error)
                return self._failed(slot, str(error), rests=step.verb == "send")
            except Exception as error:  # a fault of ours must not stop the other slots
                logger.exception("slot %s: %s failed, unforeseen", slot.local, step.verb)
                return self._failed(slot, f"unforeseen: {type(error).__name__}: {error}")

    def _take_step(self, step: Step, slot: Slot) -> Outcome:
        if step.verb == "build":
            return self._build(slot)
        if step.verb == "remind":
            return self._remind(slot)
        if step.verb == "approve":
            self._steps.approve(slot.edition_id, by=APPROVER)
            return self._mark(slot, "built", "")
        if step.verb == "send":
            return self._send(slot)
        if step.verb == "close":
            return self._mark(slot, "sent", step.why)
        if step.verb == "fail":
            return self._give_up(slot, step.why)
        skipped = self._mark(slot, "skipped", step.why)
        return replace(skipped, error=step.why if step.fault else "")

    def _build(self, slot: Slot) -> Outcome:
        self._steps.ingest()
        name = self._steps.build(slot)
        if not name:
            return self._mark(slot, "skipped", "nothing to say")
        return self._mark(slot, "built", "", edition_id=name)

    def _remind(self, slot: Slot) -> Outcome:
        self._steps.remind(slot)
        self._store.slots.remind(slot.newsletter, slot.local, now=self._clock())
        return replace(self._mark(slot, "built", ""), reason="the editor was reminded")

    def _send(self, slot: Slot) -> Outcome:
        report = self._steps.deliver(slot.edition_id)
        counts = ", ".join(f"{count} {state}" for state, count in report.counts)
        state = self._store.editions.state(slot.edition_id)
        if state == "failed":
            first = f"; the first: {report.faults[0].why}" if report.faults else ""
            return self._give_up(slot, f"nobody got it: {counts or 'no subscribers'}{first}")
        sent = self._mark(slot, "built" if state == "sending" else "sent", counts)
        return replace(sent, error=_failures(slot, report)) if sent.state == "sent" else sent

    def _give_up(self, slot: Slot, why: str) -> Outcome:
        """Nobody got it and nobody tries any more: what it tells was not told."""
        self._store.editions.finish(slot.edition_id, reached=False)
        outcome = replace(self._mark(slot, "failed", why), error=why)
        try:
            self._steps.report_failure(slot, why)
        except BriefingError as error:  # the way out may be shut for this mail too
            logger.warning("the editor was not told: %s", error)
            told = f"{why}; the editor was not told: {error}"
            return replace(self._mark(slot, "failed", told), error=told)
        return outcome

    def _failed(self, slot: Slot, why: str, *, rests: bool = False) -> Outcome:
        """What fails again for the same reason is told once, and tried at longer intervals."""
        outcome = self._mark(slot, slot.state, why, rest=self._rest(slot) if rests else None)
        return replace(outcome, error=why, again=_same_trouble(slot.reason, why))

    def _rest(self, slot: Slot) -> SlotRest:
        failures = slot.failures + 1
        pause = REST_AFTER_FAILURE[min(failures, len(REST_AFTER_FAILURE)) - 1]
        return SlotRest(retry_at=self._clock() + pause, failures=failures)

    def _mark(
        self,
        slot: Slot,
        state: SlotState,
        reason: str,
        *,
        edition_id: str | None = None,
        rest: SlotRest | None = None,
    ) -> Outcome:
        self._store.slots.mark(
            slot.newsletter,
            slot.local,
            state,
            reason=reason,
            edition_id=edition_id,
            rest=rest,
        )
        now = self._reload(slot)
        return Outcome(slot=now, state=state, reason=reason, edition_id=now.edition_id)


def _failures(slot: Slot, report: DeliveryReport) -> str:
    """Whom a sent edition did not reach, for a person; "" where it reached everybody."""
    failed = dict(report.counts).get("failed", 0)
    if not failed:
        return ""
    named = ", ".join(fault.where for fault in report.faults[:MOST_NAMED])
    more = f" ({named}{', …' if len(report.faults) > MOST_NAMED else ''})" if named else ""
    listed = f"`briefing deliveries list {slot.edition_id} --state failed`"
    return f"failed for {failed}{more}: see {listed}"


def _same_trouble(before: str, now: str) -> bool:
    """True where two lines differ in numbers and in the server's own words at most."""
    return _trouble(before) == _trouble(now[:LONGEST_REASON_CHARS])


def _trouble(line: str) -> str:
    return _NUMBERS.sub("", line.partition("the last reply was")[0])
