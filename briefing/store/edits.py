"""The editor's decisions: they survive a rebuild."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from briefing.models import Edit
from briefing.models.codec import from_plain
from briefing.models.plain import to_plain
from briefing.store import tables as t
from briefing.store.engine import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A decision with its number and when it was made."""

    number: int
    at: datetime
    edit: Edit


class Edits:
    """Decisions for one edition, and standing ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, edit: Edit, *, at: datetime) -> int:
        """Keep a decision; returns its number."""
        data = json.dumps(to_plain(edit), ensure_ascii=False)
        row = {"edition_id": edit.edition_id, "kind": edit.kind, "data": data, "at": at}
        with self._database.write() as connection:
            done = connection.execute(t.edits.insert().values(**row))
            number: int = done.inserted_primary_key[0]  # type: ignore[index]
        return number

    def for_edition(self, edition_id: str) -> tuple[Edit, ...]:
        """The standing decisions and those for this edition, oldest first."""
        with self._database.read() as connection:
            return decisions_in(connection, edition_id)

    def list(self, edition_id: str | None = None) -> tuple[Numbered, ...]:
        """All decisions, or the standing ones and those for one edition, oldest first."""
        query = select(t.edits).order_by(t.edits.c.number)
        if edition_id is not None:
            scope = t.edits.c.edition_id
            query = query.where(scope.is_(None) | (scope == edition_id))
        with self._database.read() as connection:
            return tuple(
                Numbered(number=row.number, at=row.at, edit=_edit(row.data))
                for row in connection.execute(query)
            )

    def added(self, *, since: datetime | None, until: datetime) -> tuple[str, ...]:
        """The ids of stories that a person wanted in within that time, in order."""
        within = [t.edits.c.kind == "add", t.edits.c.at <= until]
        within += [t.edits.c.at >= since] if since else []
        with self._database.read() as connection:
            rows = connection.execute(select(t.edits.c.data).where(*within)).scalars()
            return tuple(sorted({name for row in rows for name in _edit(row).story_ids}))

    def remove(self, number: int) -> bool:
        """Take a decision back; False where there is none of that number."""
        with self._database.write() as connection:
            done = connection.execute(delete(t.edits).where(t.edits.c.number == number))
        return done.rowcount > 0


def decisions_in(connection: Connection, edition_id: str | None) -> tuple[Edit, ...]:
    """The standing decisions and those for an edition, oldest first."""
    scope = t.edits.c.edition_id
    query = select(t.edits.c.data).where(scope.is_(None) | (scope == edition_id))
    return tuple(map(_edit, connection.execute(query.order_by(t.edits.c.number)).scalars()))


def _edit(data: str) -> Edit:
    return from_plain(Edit, json.loads(data), "edit")
