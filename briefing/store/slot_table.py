"""Slots: one planned moment each, worked on by one process at a time, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select, update

from briefing.models import Slot, SlotState
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

# Who works on a slot renews its claim each minute; silent for so long, it is taken for dead.
LEASE = timedelta(minutes=5)
# A line for a person; chosen, not measured.
LONGEST_REASON_CHARS = 1000
OPEN: tuple[SlotState, ...] = ("planned", "built")
# How the reason of a slot begins that was closed since it was too late.
MISSED = "missed by more than"
NOT_SENT = "could not be sent in time"
APPROVED_LATE = "approved too late"
NOT_APPROVED = "not approved in time"
TOO_LATE = (MISSED, NOT_SENT, APPROVED_LATE, NOT_APPROVED)
_COLUMNS = tuple(t.slots.c[name] for name in Slot.__slots__)


class Slots:
    """Unique by newsletter and local time, so a repeated hour makes no second slot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, slot: Slot) -> bool:
        """Note a planned slot; False where it was known already."""
        row = {name: getattr(slot, name) for name in Slot.__slots__}
        with self._database.write() as connection:
            return insert_new(connection, t.slots, row | {"taken_by": ""})

    def take(self, newsletter: str, local: str, *, by: str, now: datetime) -> bool:
        """Begin, or go on, to work on an open slot; True for one process at a time only.

        One that took it and was silent for five minutes has lost it.
        """
        s = t.slots
        # Silent by either clock: one that runs ahead must not hold a slot for hours.
        silent = (s.c.taken_at < now - LEASE) | (s.c.taken_at > now + LEASE)
        free = (s.c.taken_by == "") | (s.c.taken_by == by) | silent
        query = update(s).where(_same(newsletter, local), s.c.state.in_(OPEN), free)
        with self._database.write() as connection:
            done = connection.execute(query.values(taken_by=by, taken_at=now))
            return done.rowcount == 1

    def release(
        self, newsletter: str, local: str, *, by: str, taken_at: datetime | None = None
    ) -> None:
        """Let others work on a slot; does nothing where somebody else has it.

        `taken_at` is when it counts as last worked on, where that is not when it was.
        """
        mine = _same(newsletter, local) & (t.slots.c.taken_by == by)
        values = {"taken_by": ""} | ({"taken_at": taken_at} if taken_at else {})
        with self._database.write() as connection:
            connection.execute(update(t.slots).where(mine).values(**values))

    def mark(
        self,
        newsletter: str,
        local: str,
        state: SlotState,
        *,
        reason: str = "",
        edition_id: str | None = None,
        retry_at: datetime | None = None,
        failures: int = 0,
    ) -> None:
        """Write down what became of a slot; `retry_at`: it is not tried again before that."""
        values: dict[str, Any] = {"state": state, "reason": reason[:LONGEST_REASON_CHARS]}
        values |= {"retry_at": retry_at, "failures": failures}
        values |= {} if edition_id is None else {"edition_id": edition_id}
        with self._database.write() as connection:
            query = update(t.slots).where(_same(newsletter, local))
            connection.execute(query.values(**values))

    def plan_again(self, newsletter: str, *, after: datetime) -> int:
        """Open slots due after a moment that were closed as too late; returns how many.

        A clock that ran ahead closes them; one that is right again gives them back.
        """
        s = t.slots
        late = (s.c.newsletter == newsletter) & (s.c.state == "skipped") & (s.c.due > after)
        late &= or_(*(s.c.reason.startswith(why) for why in TOO_LATE))
        state = case((s.c.edition_id == "", "planned"), else_="built")
        values = {"state": state, "reason": "", "taken_at": None, "taken_by": ""}
        with self._database.read() as connection:
            if connection.execute(select(s.c.local).where(late).limit(1)).first() is None:
                return 0
        with self._database.write() as connection:
            return connection.execute(update(s).where(late).values(**values)).rowcount

    def sent_after_all(self, edition_id: str) -> None:
        """A slot that failed is sent: somebody has sent its edition by hand."""
        failed = (t.slots.c.edition_id == edition_id) & (t.slots.c.state == "failed")
        values = {"state": "sent", "reason": "sent by hand, after it had failed"}
        with self._database.write() as connection:
            connection.execute(update(t.slots).where(failed).values(**values))

    def remind(self, newsletter: str, local: str, *, now: datetime) -> bool:
        """Note that the editor is reminded; True for the first caller only."""
        first = _same(newsletter, local) & t.slots.c.reminded_at.is_(None)
        with self._database.write() as connection:
            done = connection.execute(update(t.slots).where(first).values(reminded_at=now))
            return done.rowcount == 1

    def list(
        self, newsletter: str, *, states: Sequence[SlotState] = (), limit: int | None = None
    ) -> tuple[Slot, ...]:
        """The slots of a newsletter in some states (in any, if none is named), newest first."""
        s = t.slots
        conditions = [s.c.state.in_(states)] if states else []
        query = select(*_COLUMNS).where(s.c.newsletter == newsletter, *conditions)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(s.c.due.desc(), s.c.local).limit(limit))
            return tuple(Slot(**row) for row in rows.mappings())

    def get(self, newsletter: str, local: str) -> Slot | None:
        """The slot of that local time."""
        with self._database.read() as connection:
            row = connection.execute(select(*_COLUMNS).where(_same(newsletter, local)))
            fields = row.mappings().first()
        return Slot(**fields) if fields else None


def _same(newsletter: str, local: str) -> ColumnElement[bool]:
    return (t.slots.c.newsletter == newsletter) & (t.slots.c.local == local)
