"""The stories a draft is made of, as they were when it was taken: a desk opens with them again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from briefing.models import Story
from briefing.models.from_plain import from_plain
from briefing.models.plain import to_plain
from briefing.store import desk_tables as desk
from briefing.store import tables as t
from briefing.store.edition_table import FINAL
from briefing.store.engine import Database
from briefing.store.upsert import put


class DraftStories:
    """One set of stories for each draft that is on a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, edition_id: str, stories: Sequence[Story], *, taken_at: datetime) -> None:
        """Keep a draft's stories in place of those before; those of released editions go."""
        text = json.dumps([to_plain(story) for story in stories], ensure_ascii=False)
        row = {"edition_id": edition_id, "taken_at": taken_at}
        row["data"] = zlib.compress(text.encode("utf-8", "surrogatepass"))
        released = select(t.editions.c.id).where(t.editions.c.state.in_(FINAL))
        with self._database.write() as connection:
            old = desk.draft_stories.c.edition_id.in_(released)
            connection.execute(delete(desk.draft_stories).where(old))
            put(connection, desk.draft_stories, row, key=["edition_id"])

    def has(self, edition_id: str, *, taken_at: datetime) -> bool:
        """True where the stories of a draft that was taken at that moment are kept."""
        c = desk.draft_stories.c
        query = select(c.edition_id).where(c.edition_id == edition_id, c.taken_at == taken_at)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def of(self, edition_id: str, *, taken_at: datetime) -> tuple[Story, ...] | None:
        """The stories of a draft that was taken at that moment; None where they are not kept."""
        c = desk.draft_stories.c
        query = select(c.data).where(c.edition_id == edition_id, c.taken_at == taken_at)
        with self._database.read() as connection:
            data = connection.execute(query).scalar()
        if data is None:
            return None
        rows = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        return tuple(from_plain(Story, row, f"story {row.get('id')}") for row in rows)
