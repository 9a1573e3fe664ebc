"""Stories as they stood at an earlier moment: what was known then, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from briefing.models import Story
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.id_chunks import id_chunks


class History:
    """The versions of stories' texts and titles, by when they were first seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def as_of(self, stories: Sequence[Story], moment: datetime) -> tuple[Story, ...]:
        """These stories as they stood then, in their order, without those not seen by then.

        A story whose text has changed since lacks its marks: they are places
        in the text of today.
        """
        ids = [story.id for story in stories]
        texts = self._versions(t.story_texts, "text", ids, moment)
        titles = self._versions(t.story_titles, "title", ids, moment)
        return tuple(
            _as_seen(story, texts[story.id], titles.get(story.id, []))
            for story in stories
            if story.id in texts
        )

    def _versions(
        self, table: Table, column: str, ids: Sequence[str], moment: datetime
    ) -> dict[str, list[str]]:
        """Story id -> its versions seen by then, oldest first."""
        versions: dict[str, list[str]] = {}
        for part in id_chunks(ids):
            query = select(table.c.story_id, table.c[column].label("version"))
            query = query.where(table.c.story_id.in_(part), table.c.seen_at <= moment)
            with self._database.read() as connection:
                rows = connection.execute(query.order_by(table.c.seen_at, table.c.sha256))
                for row in rows:
                    versions.setdefault(row.story_id, []).append(row.version)
        return versions


def _as_seen(story: Story, texts: Sequence[str], titles: Sequence[str]) -> Story:
    """The story with the versions of then; those of today where they were known already."""
    changes: dict[str, Any] = {}
    if story.text not in texts:
        changes |= {"text": texts[-1], "marks": ()}
    if titles and story.title not in titles:
        changes["title"] = titles[-1]
    return replace(story, **changes) if changes else story
