"""Wall time -> moment, with what clock changes do to it decided once, here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC at which clocks of the zone show this wall time.

    An hour that comes twice (autumn) counts the first time. A wall time that
    the clocks jump over (spring) comes as much later as they jump. None where
    the whole day is jumped over, as 2011-12-30 was in Samoa.
    """
    wall = datetime.combine(day, at, zone)
    moment = wall.astimezone(UTC)
    if _wall_time(moment, zone) == wall.replace(tzinfo=None):
        return moment
    return moment if _exists(day, zone) else None


def _exists(day: date, zone: ZoneInfo) -> bool:
    """True where the clocks of the zone show the first or the last minute of the day."""
    edges = (datetime.combine(day, at, zone) for at in (time.min, time(23, 59)))
    return any(
        _wall_time(edge.astimezone(UTC), zone) == edge.replace(tzinfo=None, fold=0)
        for edge in edges
    )


def _wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
