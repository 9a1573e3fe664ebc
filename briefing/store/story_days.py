"""The day of a story (published, else first seen), as a condition that an index serves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, and_, or_

from briefing.store import tables as t


def within_days(since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    """True for stories of these days, inclusive; None is no bound.

    Asked column by column: of the two put together there is no index.
    """
    s = t.stories.c
    first_seen = and_(s.published.is_(None), *_between(s.first_seen, since, until))
    return or_(and_(s.published.is_not(None), *_between(s.published, since, until)), first_seen)


def _between(
    day: Column[datetime], since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    return [*([day >= since] if since else []), *([day <= until] if until else [])]
