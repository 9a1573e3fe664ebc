"""A schedule over a real store, with work that only writes down what it was asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from briefing.config.model import ScheduleConfig
from briefing.errors import BriefingError
from briefing.models import DeliveryReport, IngestReport
from briefing.schedule import Calendar, Runner
from briefing.store import Store


@dataclass
class Noted:
    """Does nothing, and keeps a list of it. `broken` names slots whose build fails."""

    built: list[str] = field(default_factory=list)
    approved: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    broken: frozenset[str] = frozenset()

    def ingest(self) -> IngestReport:
        return IngestReport(sources=())

    def build(self, slot: str) -> str:
        if slot in self.broken:
            raise BriefingError("a template failed", where="lead.mjml:3")
        self.built.append(slot)
        return f"n-{slot}"

    def approve(self, edition_id: str, *, by: str) -> None:
        self.approved.append(edition_id)

    def deliver(self, edition_id: str) -> DeliveryReport:
        self.delivered.append(edition_id)
        return DeliveryReport(edition_id=edition_id, counts=(("sent", 2),))

    @property
    def most(self) -> int:
        """How often the slot delivered most was delivered."""
        return max(Counter(self.delivered).values(), default=0)


@dataclass
class Clock:
    """A clock that stands where it is put."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def calendar(zone: str = "Europe/Berlin", **rules: Any) -> Calendar:
    return Calendar(newsletter="n", zone=ZoneInfo(zone), rules=ScheduleConfig(**rules))


def open_store(folder: Path, now: datetime) -> Store:
    return Store.open(f"sqlite:///{folder}/briefing.db", now=now)


def runner(calendar: Calendar, store: Store, clock: Clock, work: Noted, who: str = "a") -> Runner:
    return Runner(calendar, store.slots, work, clock=clock, who=who)
