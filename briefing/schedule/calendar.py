"""Which slots a schedule names between two moments: pure, the clock comes in from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefing.config import Config, ScheduleConfig
from briefing.models import Slot
from briefing.models.subscriber import WEEKLY_MARK
from briefing.schedule.local_time import moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A newsletter's rules: its id, its zone, and the `schedule:` section."""

    newsletter: str
    zone: ZoneInfo
    rules: ScheduleConfig

    @classmethod
    def of(cls, config: Config) -> Calendar:
        """The calendar a config describes."""
        newsletter = config.newsletter
        zone = ZoneInfo(newsletter.timezone)
        return cls(newsletter=newsletter.id, zone=zone, rules=config.schedule)

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
        slots = (slot for slot in self._around(after, until) if after < slot.due <= until)
        return tuple(sorted(slots, key=lambda slot: (slot.due, slot.local)))

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
                yield from self._slots_of(day, self.rules.at)
            weekly = self.rules.weekly
            if weekly and DAYS[day.weekday()] == weekly.day:
                yield from self._slots_of(day, (weekly.at,), mark=WEEKLY_MARK)
            day += DAY

    def _names(self, day: date) -> bool:
        rules = self.rules
        if DAYS[day.weekday()] in rules.days:
            return True
        return any(named(rule, day, works=self._works) for rule in rules.dates)

    def _works(self, day: date) -> bool:
        return day.weekday() < 5 and not holiday(day, self.rules.holidays)

    def _slots_of(self, day: date, times: Sequence[str], mark: str = "") -> Iterator[Slot]:
        reason = why_free(day, self.rules)
        for text in sorted(set(times)):
            due = moment_of(day, time.fromisoformat(text), self.zone)
            if due is not None:
                local = f"{day}T{text}{mark}"
                yield Slot(newsletter=self.newsletter, local=local, due=due, reason=reason)


def why_free(day: date, rules: ScheduleConfig) -> str:
    """Why no edition is made on this day; "" where one is."""
    for pause in rules.pauses:
        if pause.first <= day <= pause.last:
            return f"pause until {pause.last}"
    name = holiday(day, rules.holidays)
    return f"holiday: {name}" if name else ""


def holiday(day: date, calendars: Sequence[str]) -> str:
    """The holiday's name in the first calendar that has one; "" on other days."""
    names = (_calendar(name).get(day, "") for name in calendars)
    return next(filter(None, names), "")


@lru_cache(maxsize=16)
def _calendar(name: str) -> Mapping[date, str]:
    from holidays import country_holidays  # its tables cost: only where a calendar is named

    country, _, region = name.partition("-")
    days: Mapping[date, str] = country_holidays(country, subdiv=region or None, language="en_US")
    return days


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
DAY = timedelta(days=1)


def named(rule: str, day: date, *, works: Callable[[date], bool]) -> bool:
    """True where a rule of config.yaml names this day.

    A day of the month that a short month lacks names no day of it. `works`
    says whether a day is a workday: no weekend, no holiday.
    """
    order, _, kind = rule.partition(" ")
    if not kind:
        return day.day == (_length(day) if order == "last" else int(order))
    fitting = [other for other in _month(day) if _is(kind, other, works)]
    place = ORDER[order]
    return len(fitting) > max(place, 0) and fitting[place] == day


def _is(kind: str, day: date, works: Callable[[date], bool]) -> bool:
    return works(day) if kind == "workday" else DAYS[day.weekday()] == kind


def _month(day: date) -> list[date]:
    return [day.replace(day=number) for number in range(1, _length(day) + 1)]


def _length(day: date) -> int:
    return ((day.replace(day=28) + 4 * DAY).replace(day=1) - DAY).day
