"""The editor's decisions: they survive a rebuild."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import delete, select

from briefing.models import Edit
from briefing.models.codec import from_plain, to_plain
from briefing.store import tables as t
from briefing.store.engine import Database


class Edits:
    """Decisions for one edition, and standing ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, edit: Edit, *, at: datetime) -> int:
        """Keep a decision; returns its number."""
        data = json.dumps(to_plain(edit), ensure_ascii=False)
        row = {"edition_id": edit.edition_id, "data": data, "at": at}
        with self._database.write() as connection:
            done = connection.execute(t.edits.insert().values(**row))
            number: int = done.inserted_primary_key[0]  # type: ignore[index]
        return number

    def for_edition(self, edition_id: str) -> tuple[Edit, ...]:
        """The standing decisions and those for this edition, oldest first."""
        scope = t.edits.c.edition_id
        query = select(t.edits.c.data).where(scope.is_(None) | (scope == edition_id))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(t.edits.c.number)).scalars()
            return tuple(from_plain(Edit, json.loads(data), "edit") for data in rows)

    def remove(self, number: int) -> None:
        """Take a decision back."""
        with self._database.write() as connection:
            connection.execute(delete(t.edits).where(t.edits.c.number == number))
