"""What happened to the editors' decisions, in order, and what of it somebody has not seen yet.

Every change draws a revision. Whoever decides says which revision they have seen; where a
later one touched the same stories, the decision is refused in the same transaction (optimistic
concurrency control: Kung and Robinson, 1981).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Row, func, select

from briefing.store import tables as t

Act = Literal["made", "undone", "taken_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One change: `number` is the decision's, None where stories were taken in.

    `touched` are ids of stories, and the kinds of decisions that have none.
    """

    revision: int
    act: Act
    number: int | None
    by: str
    at: datetime
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that somebody wants: what it touches, and what its author has seen.

    `seen` None asks for no check. A `request_id` that is known already changes nothing.
    """

    by: str
    at: datetime
    touching: tuple[str, ...] = ()
    seen: int | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A change that was written down; `repeated`: it had been before."""

    number: int
    revision: int
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """A change that was refused: what others did meanwhile to the same stories."""

    entries: tuple[LogEntry, ...]


def version_of(connection: Connection, edition_id: str) -> int:
    """The newest revision that concerns an edition; 0 where there is none."""
    query = select(func.max(t.edit_log.c.revision)).where(_concerns(edition_id))
    return connection.execute(query).scalar() or 0


def same_request(connection: Connection, request_id: str) -> Kept | None:
    """What became of a request that was made before."""
    if not request_id:
        return None
    query = select(t.edit_log).where(t.edit_log.c.request_id == request_id)
    row = connection.execute(query).first()
    return Kept(number=row.number or 0, revision=row.revision, repeated=True) if row else None


def unseen(connection: Connection, edition_id: str | None, change: Change) -> tuple[LogEntry, ...]:
    """What touched the same since the author of a change looked."""
    if change.seen is None:
        return ()
    later = entries(connection, edition_id, after=change.seen)
    return tuple(entry for entry in later if not set(change.touching).isdisjoint(entry.touched))


def entries(
    connection: Connection, edition_id: str | None, *, after: int = 0
) -> tuple[LogEntry, ...]:
    """The changes that concern an edition since a revision, oldest first; None: any edition."""
    query = select(t.edit_log).where(t.edit_log.c.revision > after)
    if edition_id is not None:
        query = query.where(_concerns(edition_id))
    return tuple(map(_entry, connection.execute(query.order_by(t.edit_log.c.revision))))


def write(
    connection: Connection,
    change: Change,
    act: Act,
    *,
    edition_id: str | None,
    number: int | None,
    touched: Iterable[str],
) -> int:
    """Write a change down; its revision."""
    row = {
        "edition_id": edition_id,
        "act": act,
        "number": number,
        "by": change.by,
        "at": change.at,
        "touched": json.dumps(sorted(set(touched)), ensure_ascii=False),
        "request_id": change.request_id or None,
    }
    done = connection.execute(t.edit_log.insert().values(**row))
    revision: int = done.inserted_primary_key[0]  # type: ignore[index]
    return revision


def touched_by(connection: Connection, number: int) -> frozenset[str]:
    """All that the changes of one decision touched."""
    query = select(t.edit_log.c.touched).where(t.edit_log.c.number == number)
    rows = connection.execute(query).scalars()
    return frozenset(name for row in rows for name in json.loads(row))


def _concerns(edition_id: str) -> ColumnElement[bool]:
    scope = t.edit_log.c.edition_id
    return scope.is_(None) | (scope == edition_id)


def _entry(row: Row[tuple[object, ...]]) -> LogEntry:
    return LogEntry(
        revision=row.revision,
        act=row.act,
        number=row.number,
        by=row.by,
        at=row.at,
        touched=tuple(json.loads(row.touched)),
    )
