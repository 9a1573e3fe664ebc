"""Readers of imports who wait to be asked by mail whether they want to be subscribed."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from briefing.models import Subscriber
from briefing.store import tables as t
from briefing.store.engine import Database

_COLUMNS = tuple(t.subscribers.c[name] for name in Subscriber.__slots__)


class Invitations:
    """A queue: the first who came in is asked first, and leaves it when asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, newsletter: str, *, limit: int) -> tuple[Subscriber, ...]:
        """The first of those who wait."""
        i, s = t.invitations, t.subscribers
        query = select(*_COLUMNS).join(i, i.c.subscriber_id == s.c.id)
        query = query.where(i.c.newsletter == newsletter).order_by(i.c.at, s.c.address)
        with self._database.read() as connection:
            rows = connection.execute(query.limit(limit)).mappings()
            return tuple(Subscriber(**row) for row in rows)

    def count(self, newsletter: str) -> int:
        """How many wait."""
        query = select(func.count()).where(t.invitations.c.newsletter == newsletter)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def remove(self, subscriber_id: str, newsletter: str) -> bool:
        """Take one out of the queue; True for the first caller only."""
        i = t.invitations
        same = (i.c.subscriber_id == subscriber_id) & (i.c.newsletter == newsletter)
        with self._database.write() as connection:
            return connection.execute(delete(i).where(same)).rowcount == 1
