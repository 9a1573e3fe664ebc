"""Editions: their data, their state, and the exact bytes that were sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update

from briefing.errors import StoreError
from briefing.models import Edition, EditionState, Rhythm
from briefing.models.codec import dump, load
from briefing.store import tables as t
from briefing.store.desk_tables import draft_stories
from briefing.store.engine import Database
from briefing.store.search_index import index_edition, index_stories
from briefing.store.upsert import put
from briefing.store.withdrawal import withdraw_edition

# States in which an edition was released: it cannot change any more.
FINAL = ("sending", "sent", "failed", "corrected")
# States in which an edition is with its readers, or on its way: what it says is told.
TOLD = ("sending", "sent", "corrected")


class Editions:
    """The editions of all newsletters in this store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        edition: Edition,
        *,
        at: datetime,
        rhythm: Rhythm = "daily",
        revision: int | None = None,
    ) -> None:
        """Keep an edition as a draft. One that did not change keeps its approval.

        `revision` is that of the decisions it was made with.

        StoreError where the stored one went to readers already.
        """
        state, data = self.state(edition.id), dump(edition)
        if state in FINAL:
            hint = "give the next edition another slot or day"
            raise StoreError("was sent and cannot change", where=edition.id, hint=hint)
        if state is not None and self._data(edition.id) == data:
            self._set(edition.id, revision=revision)
            return
        row = {
            "id": edition.id,
            "newsletter": edition.newsletter,
            "state": "draft",
            "created": at,
            "approved_by": "",
            "approved_at": None,
            "data": data,
            "rhythm": rhythm,
            "revision": revision,
        }
        with self._database.write() as connection:
            put(connection, t.editions, row, key=["id"])
            renamed = _keep_quoted(connection, edition)
            index_edition(connection, edition.id)
            index_stories(connection, renamed)

    def get(self, edition_id: str) -> Edition | None:
        """The edition of that id."""
        data = self._data(edition_id)
        return load(data) if data else None

    def state(self, edition_id: str) -> EditionState | None:
        """Where the edition stands; None where there is no such edition."""
        query = select(t.editions.c.state).where(t.editions.c.id == edition_id)
        with self._database.read() as connection:
            state: EditionState | None = connection.execute(query).scalar()
        return state

    def created(self, edition_id: str) -> datetime | None:
        """The moment an edition was made for; None where there is no such edition."""
        query = select(t.editions.c.created).where(t.editions.c.id == edition_id)
        with self._database.read() as connection:
            moment: datetime | None = connection.execute(query).scalar()
        return moment

    def revision(self, edition_id: str) -> int | None:
        """Of the decisions an edition was made with; None where nobody knows."""
        query = select(t.editions.c.revision).where(t.editions.c.id == edition_id)
        with self._database.read() as connection:
            revision: int | None = connection.execute(query).scalar()
        return revision

    def rhythm(self, edition_id: str) -> Rhythm:
        """Whom the edition is for: who reads every one, or the weekly ones."""
        query = select(t.editions.c.rhythm).where(t.editions.c.id == edition_id)
        with self._database.read() as connection:
            rhythm: Rhythm | None = connection.execute(query).scalar()
        return rhythm or "daily"

    def approve(
        self, edition_id: str, *, by: str, at: datetime, seen: Edition | None = None
    ) -> None:
        """Release a draft for sending; StoreError where there is no draft of that id.

        `seen` is what the person looked at: StoreError, too, where the draft is another by now.
        """
        state = self.state(edition_id)
        if state == "approved" and seen is None:
            return
        if state not in {"draft", "approved"}:
            what = f"is {state} already" if state else "does not exist"
            raise StoreError(what, where=edition_id, hint="see `briefing editions`")
        c = t.editions.c
        same = (c.id == edition_id) & c.state.in_(("draft", "approved"))
        same &= c.data == dump(seen) if seen is not None else c.state == "draft"
        values = {"state": "approved", "approved_by": by, "approved_at": at}
        with self._database.write() as connection:
            done = connection.execute(update(t.editions).where(same).values(**values))
        if done.rowcount != 1:
            hint = "look at it again"
            raise StoreError("was changed by somebody meanwhile", where=edition_id, hint=hint)

    def approval(self, edition_id: str) -> tuple[str, datetime] | None:
        """Who approved an edition and when; None where nobody did."""
        c = t.editions.c
        query = select(c.approved_by, c.approved_at).where(c.id == edition_id)
        with self._database.read() as connection:
            row = connection.execute(query.where(c.approved_at.is_not(None))).first()
        return (row.approved_by, row.approved_at) if row else None

    def withdraw(self, edition_id: str) -> None:
        """Make an edition a draft again; StoreError where a mail of it was begun."""
        withdraw_edition(self._database, edition_id)

    def mark(self, edition_id: str, state: EditionState) -> None:
        """Set the edition's state."""
        self._set(edition_id, state=state)

    def discard(self, edition_id: str) -> bool:
        """Remove a draft with its topics; False where there is none: what is released stays."""
        same = (t.editions.c.id == edition_id) & (t.editions.c.state == "draft")
        with self._database.write() as connection:
            if connection.execute(select(t.editions.c.id).where(same)).first() is None:
                return False
            named = _named(connection, edition_id)
            for part in (t.edition_topics, t.edition_files, t.edition_texts, draft_stories):
                connection.execute(delete(part).where(part.c.edition_id == edition_id))
            connection.execute(delete(t.editions).where(same))
            index_edition(connection, edition_id)
            index_stories(connection, sorted(named))
        return True

    def in_state(self, newsletter: str, state: EditionState) -> tuple[str, ...]:
        """The ids of a newsletter's editions that stand there, oldest first."""
        query = select(t.editions.c.id).where(t.editions.c.newsletter == newsletter)
        query = query.where(t.editions.c.state == state).order_by(t.editions.c.created)
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def released_at(self, edition_id: str) -> datetime | None:
        """When the edition's recipients were frozen; None where they are not."""
        query = select(t.editions.c.released_at).where(t.editions.c.id == edition_id)
        with self._database.read() as connection:
            moment: datetime | None = connection.execute(query).scalar()
        return moment

    def finish(self, edition_id: str, *, reached: bool) -> None:
        """Nobody tries to send the edition any more: it is sent, or failed where it reached nobody.

        One that was corrected meanwhile is corrected.
        """
        c = t.corrections.c
        with self._database.write() as connection:
            corrected = connection.execute(select(c.number).where(c.edition_id == edition_id))
            ended: EditionState = "corrected" if corrected.first() else "sent"
            state = ended if reached else "failed"
            same = (t.editions.c.id == edition_id) & (t.editions.c.state == "sending")
            connection.execute(update(t.editions).where(same).values(state=state))

    def resume(self, edition_id: str) -> None:
        """An edition that reached nobody is being sent again."""
        same = (t.editions.c.id == edition_id) & (t.editions.c.state == "failed")
        with self._database.write() as connection:
            connection.execute(update(t.editions).where(same).values(state="sending"))

    def latest(self, newsletter: str) -> Edition | None:
        """The edition built last."""
        return next(iter(self._load(_of(newsletter).limit(1))), None)

    def list(self, newsletter: str) -> tuple[Edition, ...]:
        """All editions of a newsletter, newest first."""
        return self._load(_of(newsletter))

    def sent(
        self,
        newsletter: str,
        *,
        limit: int,
        until: datetime | None = None,
        rhythm: Rhythm = "daily",
    ) -> tuple[Edition, ...]:
        """The last editions that went to readers, newest first; `until` is when they were built."""
        query = _of(newsletter).where(t.editions.c.state.in_(TOLD))
        query = query.where(t.editions.c.rhythm == rhythm)
        if until is not None:
            query = query.where(t.editions.c.created <= until)
        return self._load(query.limit(limit))

    def count_sent(self, newsletter: str, *, rhythm: Rhythm = "daily") -> int:
        """How many editions of a newsletter went to readers of a rhythm."""
        sent = (t.editions.c.newsletter == newsletter) & t.editions.c.state.in_(TOLD)
        sent &= t.editions.c.rhythm == rhythm
        with self._database.read() as connection:
            return connection.execute(select(func.count()).where(sent)).scalar_one()

    def public(self, newsletter: str, *, limit: int) -> tuple[tuple[str, Rhythm], ...]:
        """Ids and rhythms of the last editions that went to readers, newest first."""
        c = t.editions.c
        query = select(c.id, c.rhythm).where(c.newsletter == newsletter, c.state.in_(TOLD))
        query = query.order_by(c.created.desc(), c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return tuple((row.id, row.rhythm) for row in connection.execute(query))

    def keep_files(self, edition_id: str, files: Mapping[str, bytes]) -> None:
        """Archive the exact bytes of an edition's files."""
        with self._database.write() as connection:
            for name, data in sorted(files.items()):
                row = {"edition_id": edition_id, "name": name, "data": data}
                row["sha256"] = hashlib.sha256(data).hexdigest()
                put(connection, t.edition_files, row, key=["edition_id", "name"])

    def files(self, edition_id: str) -> dict[str, bytes]:
        """The archived files of an edition by name; StoreError where one is not as it was kept."""
        query = select(t.edition_files).where(t.edition_files.c.edition_id == edition_id)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            if hashlib.sha256(row.data).hexdigest() != row.sha256:
                hint = "restore a backup: `briefing db restore`"
                where = f"{edition_id}, {row.name}"
                raise StoreError("is damaged in the archive", where=where, hint=hint)
        return {row.name: row.data for row in rows}

    def _data(self, edition_id: str) -> str | None:
        query = select(t.editions.c.data).where(t.editions.c.id == edition_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def _load(self, query: Select[Any]) -> tuple[Edition, ...]:
        with self._database.read() as connection:
            return tuple(load(row.data) for row in connection.execute(query))

    def _set(self, edition_id: str, **values: object) -> None:
        query = update(t.editions).where(t.editions.c.id == edition_id).values(**values)
        with self._database.write() as connection:
            connection.execute(query)


def _of(newsletter: str) -> Select[Any]:
    newest = (t.editions.c.created.desc(), t.editions.c.id.desc())
    return select(t.editions.c.data).where(t.editions.c.newsletter == newsletter).order_by(*newest)


def _keep_quoted(connection: Connection, edition: Edition) -> list[str]:
    """Note which versions of texts the edition names, so that their origins are kept.

    The stories that it names now and did not before, or the other way round.
    """
    before = _named(connection, edition.id)
    connection.execute(delete(t.edition_texts).where(t.edition_texts.c.edition_id == edition.id))
    texts = {one.story_id: one.text_sha256 for one in edition.references}
    rows = [
        {"edition_id": edition.id, "story_id": story_id, "text_sha256": sha256}
        for story_id, sha256 in texts.items()
    ]
    if rows:
        connection.execute(t.edition_texts.insert(), rows)
    return sorted(before ^ texts.keys())


def _named(connection: Connection, edition_id: str) -> frozenset[str]:
    """The stories that a stored edition names."""
    c = t.edition_texts.c
    query = select(c.story_id).where(c.edition_id == edition_id)
    return frozenset(connection.execute(query).scalars())
