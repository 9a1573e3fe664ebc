"""Imports: what each one changed, and how one is taken back without undoing what came after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, delete, select, update

from briefing.errors import InputError
from briefing.models import SubscriptionStatus
from briefing.store import tables as t
from briefing.store.blocked_addresses import BlockedAddresses
from briefing.store.engine import Database
from briefing.store.mail_addresses import comparable
from briefing.store.subscriptions import (
    INVITED,
    end_all,
    set_address,
    set_status,
)
from briefing.store.upsert import insert_all_new

# Readers asked about at once; databases take some thousands of ids.
PAGE_READERS = 500
_STATUSES = get_args(SubscriptionStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One import: of which file, with what words, how many readers it took in or changed."""

    number: int
    newsletter: str
    file: str
    cause: str
    at: datetime
    taken: int
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What came of taking an import back: readers removed, put back, and left as they are.

    `kept` are those of whom something else was heard since: who has left, say.
    """

    removed: int
    put_back: int
    kept: int


class Imports:
    """The imports of all newsletters in this store."""

    def __init__(self, database: Database, blocks: BlockedAddresses) -> None:
        self._database = database
        self._blocks = blocks

    def begin(self, newsletter: str, *, file: str, cause: str, at: datetime) -> int:
        """Note that an import begins; the number that stands for it."""
        row = {"newsletter": newsletter, "file": file, "cause": cause, "at": at, "taken": 0}
        with self._database.write() as connection:
            done = connection.execute(
                t.imports.insert().values(**row).returning(t.imports.c.number)
            )
            return int(done.scalar_one())

    def count(self, number: int, taken: int) -> None:
        """Note how many readers an import has taken in so far."""
        with self._database.write() as connection:
            same = t.imports.c.number == number
            connection.execute(update(t.imports).where(same).values(taken=taken))

    def list(self, newsletter: str) -> tuple[ImportRecord, ...]:
        """The imports of a newsletter, newest first."""
        i = t.imports
        query = select(i).where(i.c.newsletter == newsletter).order_by(i.c.number.desc())
        with self._database.read() as connection:
            return tuple(ImportRecord(**row) for row in connection.execute(query).mappings())

    def block(self, emails: Sequence[str], *, number: int, cause: str, at: datetime) -> None:
        """Block addresses for good, known or not; what waits for them is withdrawn."""
        hashes = self._blocks.hashes(emails)
        line = {"cause": cause, "at": at, "import_number": number}
        with self._database.write() as connection:
            insert_all_new(connection, t.blocks, [{"address": key} | line for key in hashes])
            s = t.subscribers
            known = select(s.c.id).where(s.c.address.in_([comparable(email) for email in emails]))
            for name in sorted(connection.execute(known).scalars()):
                set_address(connection, name, "blocked", cause=cause, at=at, import_number=number)

    def undo(self, number: int, *, newsletter: str, at: datetime) -> Undone:
        """Take an import back: only what it changed, and nothing that changed since.

        InputError where there is no such import, or it was taken back already.
        """
        with self._database.write() as connection:
            self._refuse(connection, number, newsletter)
            cause = f"import {number} was taken back"
            counts: Counter[str] = Counter()
            for part in _parts(_names(connection, number)):
                verdicts = _verdicts(connection, part, number, newsletter)
                counts.update(verdict.kind for verdict in verdicts)
                _remove_tags(connection, part, number)
                _put_back(connection, verdicts, newsletter, cause, at)
                gone = [verdict.name for verdict in verdicts if verdict.kind == "removed"]
                end_all(connection, gone, newsletter, cause=cause)
            _unblock(connection, number, at)
            same = t.imports.c.number == number
            connection.execute(update(t.imports).where(same).values(undone_at=at))
        return Undone(removed=counts["removed"], put_back=counts["put back"], kept=counts["kept"])

    def _refuse(self, connection: Connection, number: int, newsletter: str) -> None:
        query = select(t.imports).where(t.imports.c.number == number)
        row = connection.execute(query.with_for_update()).first()
        hint = "see `briefing subscribers imports`"
        if row is None or row.newsletter != newsletter:
            raise InputError("there is no such import", where=str(number), hint=hint)
        if row.undone_at:
            what = f"was taken back at {row.undone_at:%Y-%m-%d %H:%M} UTC"
            raise InputError(what, where=f"import {number}", hint=hint)


def _names(connection: Connection, number: int) -> list[str]:
    """The readers an import has changed."""
    names: set[str] = set()
    for table in (t.subscription_history, t.subscription_tags):
        query = select(table.c.subscriber_id).where(table.c.import_number == number)
        names.update(connection.execute(query.distinct()).scalars())
    return sorted(names)


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + PAGE_READERS] for start in range(0, len(names), PAGE_READERS))


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is to be done about a reader; `status` is what it had before, where it is put back."""

    name: str
    kind: Literal["removed", "put back", "kept"]
    status: SubscriptionStatus | None = None


def _verdicts(
    connection: Connection, names: Sequence[str], number: int, newsletter: str
) -> list[_Verdict]:
    """A verdict on each reader, from the lines of its history on this newsletter."""
    h = t.subscription_history
    mine = h.c.subscriber_id.in_(names) & (h.c.newsletter == newsletter)
    query = select(h.c.subscriber_id, h.c.status, h.c.import_number)
    query = query.where(mine, h.c.status.in_(_STATUSES), h.c.cause != INVITED)
    lines: dict[str, list[tuple[SubscriptionStatus, int | None]]] = {name: [] for name in names}
    for row in connection.execute(query.order_by(h.c.number)):
        lines[row.subscriber_id].append((row.status, row.import_number))
    return [_verdict(name, changes, number) for name, changes in lines.items()]


def _verdict(
    name: str, changes: Sequence[tuple[SubscriptionStatus, int | None]], number: int
) -> _Verdict:
    """Undone is what an import did to a reader who still is as the import left it."""
    ours = [place for place, (_, by) in enumerate(changes) if by == number]
    if not ours:
        return _Verdict(name, "put back")  # only its tags, or a block
    if ours[-1] != len(changes) - 1:
        return _Verdict(name, "kept")
    if ours[0] == 0:
        return _Verdict(name, "removed")
    return _Verdict(name, "put back", changes[ours[0] - 1][0])


def _put_back(
    connection: Connection,
    verdicts: Sequence[_Verdict],
    newsletter: str,
    cause: str,
    at: datetime,
) -> None:
    for verdict in verdicts:
        if verdict.status:
            set_status(connection, verdict.name, newsletter, verdict.status, cause=cause, at=at)


def _remove_tags(connection: Connection, names: Sequence[str], number: int) -> None:
    tags = t.subscription_tags
    theirs = tags.c.subscriber_id.in_(names) & (tags.c.import_number == number)
    connection.execute(delete(tags).where(theirs))


def _unblock(connection: Connection, number: int, at: datetime) -> None:
    """Addresses that only this import has blocked work again, unless they are marked since."""
    h, s = t.subscription_history, t.subscribers
    connection.execute(delete(t.blocks).where(t.blocks.c.import_number == number))
    ours = select(h.c.subscriber_id).where(h.c.import_number == number, h.c.status == "blocked")
    query = select(s.c.id).where(s.c.id.in_(ours), s.c.status == "blocked")
    cause = f"import {number} was taken back"
    for name in sorted(connection.execute(query).scalars()):
        set_address(connection, name, "ok", cause=cause, at=at)
