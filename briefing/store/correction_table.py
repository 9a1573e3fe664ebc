"""What editions got wrong, in the editor's words: for the archive, and for the next edition."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from briefing.errors import StoreError
from briefing.models import Correction, Edition
from briefing.models.codec import load
from briefing.store import tables as t
from briefing.store.engine import Database

c = t.corrections.c


class CorrectionLog:
    """Dated notices on editions that were sent. None is ever changed or removed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, correction: Correction, *, by: str, at: datetime) -> None:
        """Keep a correction; its edition counts as corrected. StoreError where it was not sent."""
        same = t.editions.c.id == correction.edition_id
        with self._database.write() as connection:
            state = connection.execute(select(t.editions.c.state).where(same)).scalar()
            if state not in {"sent", "sending", "corrected"}:
                what = f"is {state}: build it anew instead" if state else "does not exist"
                raise StoreError(what, where=correction.edition_id, hint="see `briefing editions`")
            if state == "sent":
                connection.execute(update(t.editions).where(same).values(state="corrected"))
            row = _row(correction) | {"by": by, "at": at, "told_in": ""}
            connection.execute(t.corrections.insert().values(**row))

    def of(self, edition_id: str) -> tuple[Correction, ...]:
        """The corrections of one edition, oldest first."""
        return self._load(_with_editions().where(c.edition_id == edition_id))

    def count(self, edition_id: str) -> int:
        """How many corrections an edition has: none is ever changed or removed."""
        query = select(func.count()).select_from(t.corrections).where(c.edition_id == edition_id)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def total(self, newsletter: str) -> int:
        """How many corrections all editions of a newsletter have."""
        joined = t.corrections.join(t.editions, t.editions.c.id == c.edition_id)
        query = select(func.count()).select_from(joined)
        with self._database.read() as connection:
            ours = query.where(t.editions.c.newsletter == newsletter)
            return int(connection.execute(ours).scalar_one())

    def times(self, newsletter: str) -> dict[str, datetime]:
        """When each corrected edition of a newsletter was last put right."""
        joined = t.corrections.join(t.editions, t.editions.c.id == c.edition_id)
        query = select(c.edition_id, c.at).select_from(joined).order_by(c.number)
        with self._database.read() as connection:
            rows = connection.execute(query.where(t.editions.c.newsletter == newsletter))
            return {row.edition_id: row.at for row in rows}

    def due(self, newsletter: str, *, until: datetime) -> tuple[Correction, ...]:
        """The corrections made by then that no edition has told readers yet, oldest first."""
        mine = (t.editions.c.newsletter == newsletter) & (c.told_in == "") & (c.at <= until)
        return self._load(_with_editions().where(mine))

    def told(self, edition: Edition) -> None:
        """Note that this edition tells readers the corrections in its blocks."""
        blocks = [block for block in edition.blocks if block.kind == "corrections"]
        with self._database.write() as connection:
            for item in (item for block in blocks for item in block.items):
                same = [c[name] == value for name, value in _row(item).items()]
                query = update(t.corrections).where(*same, c.told_in == "")
                connection.execute(query.values(told_in=edition.id))

    def _load(self, query: Select[Any]) -> tuple[Correction, ...]:
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(c.number)).mappings()
            return tuple(
                Correction(
                    date=date.fromisoformat(row["date"]),
                    edition_id=row["edition_id"],
                    text=row["text"],
                    edition_date=load(row["data"]).date,
                )
                for row in rows
            )


def _with_editions() -> Select[Any]:
    """Each correction beside the edition it is about, whose day readers know it by."""
    query = select(t.corrections, t.editions.c.data)
    return query.join(t.editions, t.editions.c.id == c.edition_id)


def _row(correction: Correction) -> dict[str, Any]:
    return {
        "edition_id": correction.edition_id,
        "date": correction.date.isoformat(),
        "text": correction.text,
    }
