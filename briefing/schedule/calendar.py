"""Which slots a schedule names between two moments: pure, the clock comes in from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefing.config import Config, ScheduleConfig
from briefing.models import Slot
from briefing.schedule.free_days import holiday, why_free
from briefing.schedule.monthly import DAY, DAYS, named
from briefing.schedule.wall import moment_of


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

    @property
    def ahead(self) -> timedelta:
        """How long before its time an edition is built, so that somebody can look at it."""
        minutes = 0 if self.rules.review == "none" else self.rules.review_minutes
        return timedelta(minutes=minutes)

    def between(self, after: datetime, until: datetime) -> tuple[Slot, ...]:
        """The slots with `after < due <= until`, by their moment, then their wall time.

        One on a day without an edition carries the reason.
        """
        found = (slot for slot in self._around(after, until) if after < slot.due <= until)
        return tuple(sorted(found, key=lambda slot: (slot.due, slot.local)))

    def next(self, after: datetime, *, within: timedelta = timedelta(days=400)) -> Slot | None:
        """The first slot after a moment that gets an edition; None where none comes in time."""
        day, until = after, after + within
        while day < until:
            step = min(day + timedelta(days=31), until)
            for slot in self.between(day, step):
                if not slot.reason:
                    return slot
            day = step
        return None

    def _around(self, after: datetime, until: datetime) -> Iterator[Slot]:
        # A day more at each end: a wall time that was jumped over comes later than it says.
        day = after.astimezone(self.zone).date() - DAY
        last = until.astimezone(self.zone).date() + DAY
        while day <= last:
            if self._names(day):
                yield from self._of(day)
            day += DAY

    def _names(self, day: date) -> bool:
        rules = self.rules
        if DAYS[day.weekday()] in rules.days:
            return True
        return any(named(rule, day, works=self._works) for rule in rules.dates)

    def _works(self, day: date) -> bool:
        return day.weekday() < 5 and not holiday(day, self.rules.holidays)

    def _of(self, day: date) -> Iterator[Slot]:
        reason = why_free(day, self.rules)
        for text in sorted(set(self.rules.at)):
            due = moment_of(day, time.fromisoformat(text), self.zone)
            if due is not None:
                local = f"{day}T{text}"
                yield Slot(newsletter=self.newsletter, local=local, due=due, reason=reason)
