"""Dates as publishers write them -> aware UTC datetimes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_COMPACT = re.compile(r"[+-]\d{4}$")
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime | None:
    """A date of ISO 8601 or RFC 5322 as UTC, None where it is neither.

    A time without a zone is taken as UTC. What lies before 1980 is an unset
    clock, not a date.
    """
    text = text.strip()[:64]
    parsed = _iso(text) or _mail(text)
    if parsed is None:
        return None
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return _within(aware)


def _iso(text: str) -> datetime | None:
    if _COMPACT.search(text) and "T" in text:
        text = f"{text[:-2]}:{text[-2:]}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _within(moment: datetime) -> datetime | None:
    try:
        moved = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moved if moved >= _OLDEST else None
