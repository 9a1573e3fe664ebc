"""How many transactions a sender has made: what shows that a store was put back from a copy.

The sender keeps the same number beside the store. Where that one is higher, what it stands
for is missing in the store.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection, Integer, String, bindparam, cast, func, select, update

from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.statements import PreparedStatement
from briefing.store.upsert import insert_new, put

PREFIX = "commits:"

_ONE_MORE = PreparedStatement(
    update(t.meta)
    .where(t.meta.c.key == bindparam("row"))
    .values(value=cast(cast(t.meta.c.value, Integer) + bindparam("more"), String))
    .returning(t.meta.c.value)
)


class CommitCounter(Protocol):
    """Where the number is kept beside the store; `key` tells one such place from others."""

    key: str

    def reached(self, count: int) -> None:
        """So many transactions are durable."""


def count_commit(connection: Connection, key: str) -> int:
    """One more under this key, within a transaction of the caller's; how many there are."""
    rows = _ONE_MORE.rows(connection, {"row": PREFIX + key, "more": 1})
    if not rows:
        insert_new(connection, t.meta, {"key": PREFIX + key, "value": "1"})
        return 1
    return int(rows[0][0])


class CommitCounts:
    """The numbers of all senders."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, key: str) -> int:
        """How many transactions this store has of a sender."""
        query = select(t.meta.c.value).where(t.meta.c.key == PREFIX + key)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar() or 0)

    def go_on_from(self, key: str, count: int) -> None:
        """The next transaction of a sender has the number after this one."""
        with self._database.write() as connection:
            put(connection, t.meta, {"key": PREFIX + key, "value": str(count)}, key=["key"])


def counts_in(connection: Connection) -> dict[str, str]:
    """All of them, by the key of their row."""
    query = select(t.meta.c.key, t.meta.c.value).where(func.substr(t.meta.c.key, 1, 8) == PREFIX)
    return {row.key: row.value for row in connection.execute(query)}
