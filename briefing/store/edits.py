"""The editor's decisions: they survive a rebuild, and one that is taken back is not forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, update

from briefing.models import Edit
from briefing.models.from_plain import from_plain
from briefing.models.plain import to_plain
from briefing.store import edit_log
from briefing.store import tables as t
from briefing.store.edit_log import Change, Kept, LogEntry, Overtaken
from briefing.store.engine import Database

# Many times what a person decides about an edition: more is no history to read. Not measured.
MOST_HISTORY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A decision with its number and when it was made.

    `undone_at` and `undone_by` say when and by whom it was taken back; None and "" where
    it is in force.
    """

    number: int
    at: datetime
    edit: Edit
    undone_at: datetime | None = None
    undone_by: str = ""


class Edits:
    """Decisions for one edition, and standing ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, edit: Edit, *, at: datetime) -> int:
        """Keep a decision whatever others did; returns its number."""
        kept = self.decide(edit, Change(by=edit.by, at=at, touching=touching(edit)))
        assert isinstance(kept, Kept)
        return kept.number

    def decide(self, edit: Edit, change: Change) -> Kept | Overtaken:
        """Keep a decision, unless what it touches has changed since its author looked.

        Of one request it is kept once, however often that is sent.
        """
        with self._database.write() as connection:
            self._database.lock(connection, t.edit_log)
            before = edit_log.same_request(connection, change.request_id)
            if before is not None:
                return before
            others = edit_log.unseen(connection, edit.edition_id, change)
            if others:
                return Overtaken(entries=others)
            number = _insert(connection, edit, change.at)
            revision = edit_log.write(
                connection,
                change,
                "made",
                edition_id=edit.edition_id,
                number=number,
                touched=(*change.touching, *touching(edit)),
            )
        return Kept(number=number, revision=revision)

    def undo(self, number: int, change: Change) -> Kept | Overtaken | None:
        """Take a decision back; None where none of that number is in force.

        Refused where others touched the same since the author looked.
        """
        with self._database.write() as connection:
            self._database.lock(connection, t.edit_log)
            before = edit_log.same_request(connection, change.request_id)
            if before is not None:
                return before
            edit = _in_force(connection, number)
            if edit is None:
                return None
            touched = edit_log.touched_by(connection, number) | {*touching(edit)}
            wanted = Change(by=change.by, at=change.at, touching=tuple(touched), seen=change.seen)
            others = edit_log.unseen(connection, edit.edition_id, wanted)
            if others:
                return Overtaken(entries=others)
            return _take_back(connection, number, edit, change, touched)

    def note_taken_in(self, edition_id: str, change: Change) -> int:
        """Write down that stories were taken into an edition; its revision."""
        with self._database.write() as connection:
            self._database.lock(connection, t.edit_log)
            return edit_log.write(
                connection,
                change,
                "taken_in",
                edition_id=edition_id,
                number=None,
                touched=change.touching,
            )

    def version(self, edition_id: str) -> int:
        """The newest revision that concerns an edition; 0 where nobody decided yet."""
        with self._database.read() as connection:
            return edit_log.version_of(connection, edition_id)

    def log(self, edition_id: str, *, after: int = 0) -> tuple[LogEntry, ...]:
        """What happened to the decisions for an edition since a revision, oldest first."""
        with self._database.read() as connection:
            return edit_log.entries(connection, edition_id, after=after)

    def for_edition(self, edition_id: str) -> tuple[Edit, ...]:
        """The standing decisions and those for this edition that are in force, oldest first."""
        return tuple(numbered.edit for numbered in self.list(edition_id))

    def list(self, edition_id: str | None = None) -> tuple[Numbered, ...]:
        """The decisions in force: all, or the standing ones and those for one edition."""
        query = select(t.edits).where(t.edits.c.undone_at.is_(None)).order_by(t.edits.c.number)
        if edition_id is not None:
            scope = t.edits.c.edition_id
            query = query.where(scope.is_(None) | (scope == edition_id))
        with self._database.read() as connection:
            return tuple(map(_numbered, connection.execute(query)))

    def history(self, edition_id: str, *, most: int = MOST_HISTORY) -> tuple[Numbered, ...]:
        """The last decisions for an edition and standing ones, those taken back too, oldest first.

        At most so many.
        """
        scope = t.edits.c.edition_id
        query = select(t.edits).where(scope.is_(None) | (scope == edition_id))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(t.edits.c.number.desc()).limit(most))
            return tuple(map(_numbered, rows))[::-1]

    def get(self, number: int) -> Numbered | None:
        """The decision of that number, in force or taken back."""
        with self._database.read() as connection:
            row = connection.execute(select(t.edits).where(t.edits.c.number == number)).first()
        return _numbered(row) if row else None

    def added(
        self, *, since: datetime | None, until: datetime, edition_id: str = ""
    ) -> tuple[str, ...]:
        """The ids of stories that a person wanted in, in order.

        Those wanted within that time for whatever edition comes, and those wanted for
        `edition_id` whenever that was.
        """
        query = select(t.edits).where(t.edits.c.kind == "add", t.edits.c.undone_at.is_(None))
        with self._database.read() as connection:
            every = tuple(map(_numbered, connection.execute(query)))
        return wanted(every, since=since, until=until, edition_id=edition_id)


def decisions_in(connection: Connection, edition_id: str | None) -> tuple[Edit, ...]:
    """The standing decisions in force, and those for an edition, oldest first."""
    scope = t.edits.c.edition_id
    query = select(t.edits).where(
        t.edits.c.undone_at.is_(None), scope.is_(None) | (scope == edition_id)
    )
    rows = connection.execute(query.order_by(t.edits.c.number))
    return tuple(_numbered(row).edit for row in rows)


def wanted(
    decisions: Iterable[Numbered], *, since: datetime | None, until: datetime, edition_id: str
) -> tuple[str, ...]:
    """The ids of stories that these decisions want in, as `Edits.added` counts them."""
    adding = [
        one.edit
        for one in decisions
        if one.edit.kind == "add" and _is_wanted(one, since, until, edition_id)
    ]
    return tuple(sorted({name for edit in adding for name in edit.story_ids}))


def touching(edit: Edit) -> tuple[str, ...]:
    """What a decision touches by itself: its stories; its kind where it names none.

    A note stands beside others: it touches nothing.
    """
    if edit.kind == "note":
        return ()
    return edit.story_ids or (f"kind:{edit.kind}",)


def _is_wanted(added: Numbered, since: datetime | None, until: datetime, edition_id: str) -> bool:
    if added.edit.edition_id is not None:
        return added.edit.edition_id == edition_id
    return added.at <= until and (since is None or added.at >= since)


def _insert(connection: Connection, edit: Edit, at: datetime) -> int:
    data = json.dumps(to_plain(edit), ensure_ascii=False)
    row = {"edition_id": edit.edition_id, "kind": edit.kind, "data": data, "at": at}
    done = connection.execute(t.edits.insert().values(**row))
    number: int = done.inserted_primary_key[0]  # type: ignore[index]
    return number


def _in_force(connection: Connection, number: int) -> Edit | None:
    query = select(t.edits).where(t.edits.c.number == number, t.edits.c.undone_at.is_(None))
    row = connection.execute(query).first()
    return _numbered(row).edit if row else None


def _take_back(
    connection: Connection, number: int, edit: Edit, change: Change, touched: Iterable[str]
) -> Kept:
    undone = {"undone_at": change.at, "undone_by": change.by}
    connection.execute(update(t.edits).where(t.edits.c.number == number).values(**undone))
    revision = edit_log.write(
        connection, change, "undone", edition_id=edit.edition_id, number=number, touched=touched
    )
    return Kept(number=number, revision=revision)


def _numbered(row: Row[tuple[object, ...]]) -> Numbered:
    return Numbered(
        number=row.number,
        at=row.at,
        edit=from_plain(Edit, json.loads(row.data), "edit"),
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
