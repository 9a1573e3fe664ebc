"""Thirty days of the ledger: who was read, what came of it, and who was quoted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.models import SourceLine
from briefing.web.site.issues import Issue

# A month, as readers count; chosen.
RECORD_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One source: in how many editions it was read, its stories, how often it could not be read.

    `days` are its stories by day, None where no edition read it.
    """

    name: str
    editions: int
    stories: int
    failures: int
    days: tuple[int | None, ...]

    @property
    def most(self) -> int:
        """The most stories of a day, at least 1."""
        return max((count or 0 for count in self.days), default=0) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The ledger of the days up to that of the last edition; `outlets` by quoted sentences."""

    first: dt.date
    last: dt.date
    editions: int
    considered: int
    used: int
    sources: tuple[SourceRecord, ...]
    outlets: tuple[tuple[str, int], ...]


def record_of(issues: Sequence[Issue]) -> Record | None:
    """The record of the last thirty days of the editions, None where there is none."""
    if not issues:
        return None
    last = max(issue.date for issue in issues)
    first = last - dt.timedelta(days=RECORD_DAYS - 1)
    recent = [issue for issue in issues if issue.date >= first]
    quoted: Counter[str] = Counter()
    for issue in recent:
        quoted.update(issue.sentences)
    names = sorted({line.name for issue in recent for line in issue.sources}, key=str.casefold)
    return Record(
        first=first,
        last=last,
        editions=len(recent),
        considered=sum(issue.considered for issue in recent),
        used=sum(issue.used for issue in recent),
        sources=tuple(_source(name, recent, first) for name in names),
        outlets=tuple(sorted(quoted.items(), key=lambda pair: (-pair[1], pair[0].casefold()))),
    )


def _source(name: str, issues: Iterable[Issue], first: dt.date) -> SourceRecord:
    lines = [(issue.date, line) for issue in issues for line in issue.sources if line.name == name]
    days: list[int | None] = [None] * RECORD_DAYS
    for day, line in lines:
        place = (day - first).days
        days[place] = (days[place] or 0) + line.stories
    return SourceRecord(
        name=name,
        editions=len(lines),
        stories=sum(line.stories for _, line in lines),
        failures=sum(_failed(line) for _, line in lines),
        days=tuple(days),
    )


def _failed(line: SourceLine) -> bool:
    return bool(line.error) or line.stale
