"""What a visitor wants to know first: what the letter is, how often it comes, and from whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from briefing.config.config_file import NewsletterConfig
from briefing.config.schedule_section import WEEKDAYS, ScheduleConfig
from briefing.delivery.message.address import mailbox

# A Monday: days of the week are named by their place after it.
_MONDAY = dt.date(2024, 1, 1)
_ALL_DAYS = (*WEEKDAYS, "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often editions come: `kind` is daily, weekdays, days or dates.

    `days` are dates whose names of weekdays are meant; `times` are clock times.
    """

    kind: str
    days: tuple[dt.date, ...]
    times: tuple[dt.time, ...]
    zone: str


def sender_of(newsletter: NewsletterConfig) -> str:
    """Who writes, as the mails say it."""
    who = mailbox(newsletter.sender)
    return f"{who.name} ({who.email})" if who.name else who.email


def rhythm(schedule: ScheduleConfig, zone: str) -> Rhythm:
    """How often a schedule sends."""
    days = tuple(
        _MONDAY + dt.timedelta(days=place)
        for place, day in enumerate(_ALL_DAYS)
        if day in schedule.days
    )
    times = tuple(sorted({dt.time.fromisoformat(each) for each in schedule.at}))
    return Rhythm(kind=_kind(schedule), days=days, times=times, zone=zone)


def _kind(schedule: ScheduleConfig) -> str:
    """Days of the month have no short words: then only that there are such days is said."""
    if schedule.dates:
        return "dates"
    if len(schedule.days) == len(_ALL_DAYS):
        return "daily"
    if set(schedule.days) == set(WEEKDAYS):
        return "weekdays"
    return "days" if schedule.days else "dates"
