"""Days of the month a rule names: `15`, `last`, `first mon`, `last workday`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

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
