"""Slots: one planned moment each, taken by one daemon at most, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from briefing.models import Slot, SlotState
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

_COLUMNS = tuple(t.slots.c[name] for name in Slot.__slots__)


class Slots:
    """Unique by newsletter and local time, so a repeated hour makes no second slot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, slot: Slot) -> bool:
        """Note a planned slot; False where it was known already."""
        row = {name: getattr(slot, name) for name in Slot.__slots__}
        with self._database.write() as connection:
            return insert_new(connection, t.slots, row | {"taken_by": "", "taken_at": None})

    def take(self, newsletter: str, local: str, *, by: str, now: datetime) -> bool:
        """Take a planned slot for building; True for one caller only, ever."""
        free = _one(newsletter, local) & (t.slots.c.state == "planned") & (t.slots.c.taken_by == "")
        with self._database.write() as connection:
            query = update(t.slots).where(free).values(taken_by=by, taken_at=now)
            return connection.execute(query).rowcount == 1

    def mark(self, newsletter: str, local: str, state: SlotState, *, reason: str = "") -> None:
        """Write down what became of a slot."""
        with self._database.write() as connection:
            query = update(t.slots).where(_one(newsletter, local))
            connection.execute(query.values(state=state, reason=reason))

    def list(self, newsletter: str, *, states: Sequence[SlotState] = ()) -> tuple[Slot, ...]:
        """The slots of a newsletter in some states (in any, if none is named), newest first."""
        s = t.slots
        wanted = [s.c.state.in_(states)] if states else []
        query = select(*_COLUMNS).where(s.c.newsletter == newsletter, *wanted)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(s.c.due.desc())).mappings()
            return tuple(Slot(**row) for row in rows)

    def last_due(self, newsletter: str) -> datetime | None:
        """When the latest slot of a newsletter is due; None where it has none."""
        query = select(func.max(t.slots.c.due)).where(t.slots.c.newsletter == newsletter)
        with self._database.read() as connection:
            moment: datetime | None = connection.execute(query).scalar()
        return moment


def _one(newsletter: str, local: str) -> ColumnElement[bool]:
    return (t.slots.c.newsletter == newsletter) & (t.slots.c.local == local)
