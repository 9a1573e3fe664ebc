"""How fast a relay or a receiving domain is given mail, by all processes and hosts together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, select, update

from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

th = t.throttles
# A moment further ahead than so many steps was written under a clock that ran ahead.
MOST_STEPS_AHEAD = 1000


class Throttles:
    """One row a relay or domain. Who wants to send asks for a turn, and waits for it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(
        self, name: str, *, count: int, gap: timedelta, now: datetime, latest: datetime | None
    ) -> datetime:
        """When the first of `count` messages may go; the others follow it `gap` apart.

        Nobody else gets these turns, whether they are used or not. Where the first is after
        `latest` none is taken.
        """
        with self._database.write() as connection:
            row = self._row(connection, name, now)
            stale = row.next_at > now + gap * MOST_STEPS_AHEAD
            first = now if stale else max(row.next_at, now)
            if latest and first > latest:
                return first
            same = update(th).where(th.c.name == name)
            connection.execute(same.values(next_at=first + gap * count))
        return first

    def take(self, name: str, *, now: datetime, start: int, period: timedelta, count: int) -> int:
        """Take up to `count` of what a warm-up allows in this period; how many it gives.

        The first period allows `start`, each later one twice as many as the one before; it
        begins when the first message of all is asked for.
        """
        with self._database.write() as connection:
            row = self._row(connection, name, now)
            number = max(0, (now - row.started) // period)
            used = row.used if row.period == number else 0
            given = max(0, min(count, allowed_in(number, start) - used))
            values = {"period": number, "used": used + given}
            connection.execute(update(th).where(th.c.name == name).values(**values))
        return given

    def put_back(self, name: str, count: int) -> None:
        """What was taken of a warm-up and not used."""
        with self._database.write() as connection:
            same = update(th).where(th.c.name == name, th.c.used >= count)
            connection.execute(same.values(used=th.c.used - count))

    def next_period(self, name: str, *, now: datetime, period: timedelta) -> datetime:
        """When the next period of a warm-up begins."""
        with self._database.read() as connection:
            started = connection.execute(select(th.c.started).where(th.c.name == name)).scalar()
        since: datetime = started or now
        return since + period * (max(0, (now - since) // period) + 1)

    def _row(self, connection: Connection, name: str, now: datetime) -> Row[tuple[object, ...]]:
        blank = {"name": name, "next_at": now, "started": now, "period": 0, "used": 0}
        insert_new(connection, th, blank)
        query = select(th).where(th.c.name == name).with_for_update()
        return connection.execute(query).one()


# Doubling is over when no list is as long; chosen, not measured.
MOST_DOUBLINGS = 30


def allowed_in(period: int, start: int) -> int:
    """How many messages a warm-up allows in a period, counted from 0."""
    return int(start * 2 ** min(period, MOST_DOUBLINGS))
