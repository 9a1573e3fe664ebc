"""Which slots a schedule names between two moments: pure, the clock comes in from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from briefing.config import Config
from briefing.config.model import ScheduleConfig
from briefing.models import Slot
from briefing.schedule.wall import moment_of

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
Verdict = Literal["due", "wait", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A newsletter's rules: its id, its zone, and the `schedule:` section."""

    newsletter: str
    zone: ZoneInfo
    rules: ScheduleConfig

    @classmethod
    def of(cls, config: Config) -> Calendar:
        """The calendar a config describes."""
        letter = config.newsletter
        zone = ZoneInfo(letter.timezone)
        return cls(newsletter=letter.id, zone=zone, rules=config.schedule)

    @property
    def grace(self) -> timedelta:
        """How late a slot may still be begun."""
        return timedelta(minutes=self.rules.grace_minutes)

    def between(self, after: datetime, until: datetime) -> tuple[Slot, ...]:
        """The slots with `after < due <= until`, by their moment, then their wall time."""
        found = (slot for slot in self._around(after, until) if after < slot.due <= until)
        return tuple(sorted(found, key=lambda slot: (slot.due, slot.local)))

    def next(self, after: datetime, *, within: timedelta = timedelta(days=400)) -> Slot | None:
        """The first slot after a moment; None where there is none within that time."""
        return next(iter(self.between(after, after + within)), None)

    def verdict(self, slot: Slot, now: datetime) -> Verdict:
        """Whether a slot is to be begun now, later, or was missed by more than the grace."""
        if now < slot.due:
            return "wait"
        return "late" if now > slot.due + self.grace else "due"

    def _around(self, after: datetime, until: datetime) -> Iterator[Slot]:
        # A day more at each end: a wall time that was jumped over comes later than it says.
        day = after.astimezone(self.zone).date() - DAY
        last = until.astimezone(self.zone).date() + DAY
        while day <= last:
            if DAYS[day.weekday()] in self.rules.days:
                yield from self._of(day)
            day += DAY

    def _of(self, day: date) -> Iterator[Slot]:
        for text in sorted(set(self.rules.at)):
            due = moment_of(day, time.fromisoformat(text), self.zone)
            if due is not None:
                yield Slot(newsletter=self.newsletter, local=f"{day}T{text}", due=due)
