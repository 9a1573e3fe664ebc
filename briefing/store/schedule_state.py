"""What a schedule remembers beside its slots: its last pass, a pause by hand, a restored backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

RESTORED = "restored_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """A pause by hand: no edition is made for a slot before `until`."""

    until: datetime
    why: str


class Schedules:
    """One line a newsletter, and one mark for the whole store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_pass(self, newsletter: str) -> datetime | None:
        """Until when slots were planned; None before the first pass."""
        row = self._row(newsletter)
        moment: datetime | None = row.last_pass if row else None
        return moment

    def passed(self, newsletter: str, at: datetime) -> None:
        """Note that slots are planned until then."""
        self._put(newsletter, last_pass=at)

    def pause(self, newsletter: str, halt: Halt | None) -> None:
        """Make no editions until then; None: go on."""
        until, why = (halt.until, halt.why) if halt else (None, "")
        self._put(newsletter, paused_until=until, paused_why=why)

    def halt(self, newsletter: str) -> Halt | None:
        """The pause by hand, over or not; None where there is none."""
        row = self._row(newsletter)
        return (
            Halt(until=row.paused_until, why=row.paused_why) if row and row.paused_until else None
        )

    def restored_at(self) -> datetime | None:
        """When this store was put back from a backup; None where it never was."""
        query = select(t.meta.c.value).where(t.meta.c.key == RESTORED)
        with self._database.read() as connection:
            value = connection.execute(query).scalar()
        return datetime.fromisoformat(value) if value else None

    def _row(self, newsletter: str) -> Row[Any] | None:
        query = select(t.schedules).where(t.schedules.c.newsletter == newsletter)
        with self._database.read() as connection:
            return connection.execute(query).first()

    def _put(self, newsletter: str, **values: object) -> None:
        blank = {"last_pass": None, "paused_until": None, "paused_why": ""}
        same = t.schedules.c.newsletter == newsletter
        with self._database.write() as connection:
            insert_new(connection, t.schedules, {"newsletter": newsletter} | blank)
            connection.execute(update(t.schedules).where(same).values(**values))
