"""What a visitor wants to know first: what the letter is, how often it comes, and how it looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.config.config_file import NewsletterConfig
from briefing.config.schedule_section import WEEKDAYS, ScheduleConfig
from briefing.delivery.message.address import mailbox
from briefing.models import Edition, InBrief, Lead, Sentence, TopicBlock

# Headlines of the last edition beside its lead; chosen, not measured.
MOST_HEADLINES = 5
# A Monday: days of the week are named by their place after it.
_MONDAY = dt.date(2024, 1, 1)
_ALL_DAYS = (*WEEKDAYS, "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEdition:
    """The last edition in short: its first headline, how its lead opens, what else is in it."""

    id: str
    date: dt.date
    title: str
    opening: str
    headlines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often editions come: `kind` is daily, weekdays, days or dates.

    `days` are dates whose names of weekdays are meant; `times` are clock times.
    """

    kind: str
    days: tuple[dt.date, ...]
    times: tuple[dt.time, ...]
    zone: str


def last_edition(editions: Sequence[Edition]) -> LastEdition | None:
    """The first of them, which are the newest first; None where there is none."""
    if not editions:
        return None
    edition = editions[0]
    topics = [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]
    lead = topics[0] if topics else None
    return LastEdition(
        id=edition.id,
        date=edition.date,
        title=lead.title if lead and lead.title else edition.subject,
        opening=_opening(lead.sentences if lead else ()),
        headlines=_headlines(edition, topics[1:])[:MOST_HEADLINES],
    )


def _opening(sentences: Sequence[Sentence]) -> str:
    return sentences[0].text if sentences else ""


def _headlines(edition: Edition, topics: Sequence[Lead | TopicBlock]) -> tuple[str, ...]:
    titles = {reference.story_id: reference.title for reference in edition.references}
    briefs = [block for block in edition.blocks if isinstance(block, InBrief)]
    named = [titles.get(brief.story_id, "") for block in briefs for brief in block.items]
    return tuple(title for title in (*(topic.title for topic in topics), *named) if title)


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
