"""How many of what there is of one newsletter: counts for people who watch, no addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from briefing.store import tables as t
from briefing.store.edition_table import FINAL
from briefing.store.engine import Database

Counts = dict[str, int]


class Figures:
    """Counts over whole tables: ask for them now and then, not for each page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def subscriptions(self, newsletter: str) -> Counts:
        """Readers by the status of their subscription."""
        n = t.subscriptions.c
        return self._counts(select(n.status, func.count()).where(n.newsletter == newsletter))

    def addresses(self, newsletter: str) -> Counts:
        """Readers who have not left, by the status of their address."""
        s, n = t.subscribers.c, t.subscriptions.c
        query = select(s.status, func.count()).join(t.subscriptions, n.subscriber_id == s.id)
        return self._counts(query.where(n.newsletter == newsletter, n.status != "unsubscribed"))

    def deliveries(self, newsletter: str, edition_id: str = "") -> Counts:
        """Deliveries by state, of all editions or of one."""
        d, e = t.deliveries.c, t.editions.c
        query = select(d.state, func.count()).join(t.editions, e.id == d.edition_id)
        query = query.where(e.newsletter == newsletter)
        return self._counts(query.where(d.edition_id == edition_id) if edition_id else query)

    def bounces(self, newsletter: str) -> Counts:
        """Reports that came back, by kind."""
        b, e = t.bounces.c, t.editions.c
        query = select(b.kind, func.count()).join(t.editions, e.id == b.edition_id)
        return self._counts(query.where(e.newsletter == newsletter))

    def slots(self, newsletter: str) -> Counts:
        """Slots by state."""
        s = t.slots.c
        return self._counts(select(s.state, func.count()).where(s.newsletter == newsletter))

    def last_edition(self, newsletter: str) -> tuple[str, datetime] | None:
        """The edition that was released last, and when; None where there is none."""
        e = t.editions.c
        query = select(e.id, e.released_at).where(e.newsletter == newsletter, e.state.in_(FINAL))
        query = query.where(e.released_at.is_not(None)).order_by(e.released_at.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return (row.id, row.released_at) if row else None

    def _counts(self, query: Select[Any]) -> Counts:
        """How many of each word of the first column there are."""
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(*query.selected_columns[:1])).all()
        return {row[0]: row[1] for row in rows}
