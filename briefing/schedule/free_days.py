"""Days without an edition, and why: holidays by the table of a country, pauses by config."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from briefing.config import ScheduleConfig


def why_free(day: date, rules: ScheduleConfig) -> str:
    """Why no edition is made on this day; "" where one is."""
    for pause in rules.pauses:
        if pause.first <= day <= pause.last:
            return f"pause until {pause.last}"
    name = holiday(day, rules.holidays)
    return f"holiday: {name}" if name else ""


def holiday(day: date, calendars: Sequence[str]) -> str:
    """The holiday's name in the first calendar that has one; "" on other days."""
    found = (_calendar(name).get(day, "") for name in calendars)
    return next(filter(None, found), "")


@lru_cache(maxsize=16)
def _calendar(name: str) -> Mapping[date, str]:
    from holidays import country_holidays  # its tables cost: only where a calendar is named

    country, _, region = name.partition("-")
    days: Mapping[date, str] = country_holidays(country, subdiv=region or None, language="en_US")
    return days
