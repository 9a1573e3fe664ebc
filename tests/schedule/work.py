"""A schedule over a real store, with work that makes empty editions and notes what was asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from briefing.config import ScheduleConfig
from briefing.errors import BriefingError
from briefing.models import DeliveryReport, Fault, IngestReport, Slot
from briefing.schedule import Calendar, Runner
from briefing.store import Store
from tests.make import make_edition


@dataclass
class Clock:
    """A clock that stands where it is put."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Desk:
    """Makes, approves and sends editions in the store, and keeps a list of it.

    `broken` names slots whose build fails, `faulty` those that fail by a fault of ours,
    `empty` those with nothing to say;
    `shut` is what a relay that cannot be reached says; `rest` are readers who
    are to be tried again later, `refused` and `partly` those it failed for where it
    reached nobody, or others; `failures` is what the editor was told.
    While `mute`, no mail to the editor goes out.
    """

    store: Store
    clock: Clock
    built: list[str] = field(default_factory=list)
    reminded: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    broken: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    shut: str = ""
    rest: int = 0
    refused: int = 0
    partly: int = 0
    mute: bool = False
    failures: list[tuple[str, str]] = field(default_factory=list)

    def ingest(self) -> IngestReport:
        return IngestReport(sources=())

    def build(self, slot: Slot) -> str:
        if slot.local in self.broken:
            raise BriefingError("a template failed", where="lead.mjml:3")
        if slot.local in self.faulty:
            raise KeyError("deep")
        if slot.local in self.empty:
            return ""
        self.built.append(slot.local)
        edition = make_edition(id=f"n-{slot.local}")
        self.store.editions.save(edition, at=self.clock())
        return edition.id

    def remind(self, slot: Slot) -> None:
        if self.mute:
            raise BriefingError("the mail to the editor was not sent")
        self.reminded.append(slot.local)

    def approve(self, edition_id: str, *, by: str) -> None:
        self.store.editions.approve(edition_id, by=by, at=self.clock())

    def deliver(self, edition_id: str) -> DeliveryReport:
        self.store.editions.mark(edition_id, "sending")
        if self.shut:
            raise BriefingError(self.shut)
        self.delivered.append(edition_id)
        if self.rest:
            return DeliveryReport(edition_id=edition_id, counts=(("deferred", self.rest),))
        if self.refused:
            self.store.editions.mark(edition_id, "failed")
            fault = Fault(where="ada@example.org", why="failed: 550 no")
            counts = (("failed", self.refused),)
            return DeliveryReport(edition_id=edition_id, counts=counts, faults=(fault,))
        self.store.editions.mark(edition_id, "sent")
        counts = (("failed", self.partly), ("sent", 2)) if self.partly else (("sent", 2),)
        faults = (Fault(where="bob@example.org", why="failed: 550 no"),) * bool(self.partly)
        return DeliveryReport(edition_id=edition_id, counts=counts, faults=faults)

    def report_failure(self, slot: Slot, why: str) -> None:
        if self.mute:
            raise BriefingError("the mail to the editor was not sent")
        self.failures.append((slot.local, why))

    @property
    def most(self) -> int:
        """How often the slot delivered most was delivered."""
        return max(Counter(self.delivered).values(), default=0)


def calendar(zone: str = "Europe/Berlin", **rules: Any) -> Calendar:
    return Calendar(newsletter="n", zone=ZoneInfo(zone), rules=ScheduleConfig(**rules))


def open_store(folder: Path, now: datetime) -> Store:
    return Store.open(f"sqlite:///{folder}/briefing.db", now=now)


@dataclass
class House:
    """A store, a clock and a desk; `passes` makes a runner over them."""

    store: Store
    clock: Clock
    desk: Desk

    def passes(self, who: str = "a", zone: str = "Europe/Berlin", **rules: Any) -> Runner:
        shown = calendar(zone, **({"review": "none"} | rules))
        return Runner(shown, self.store, self.desk, clock=self.clock, who=who)

    def states(self) -> list[str]:
        """The states of all slots, oldest first."""
        return [slot.state for slot in reversed(self.store.slots.list("n"))]


def open_house(folder: Path, now: datetime) -> House:
    clock = Clock(now)
    store = open_store(folder, now)
    return House(store=store, clock=clock, desk=Desk(store=store, clock=clock))
