"""Logins that failed, by keyed hashes of names and clients: what the login limit counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from briefing.store import desk_tables as t
from briefing.store.engine import Database

f = t.failures


class LoginFailures:
    """Counted by key; what is older than the limit looks back is forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(
        self, limits: Mapping[str, int], *, at: datetime, since: datetime
    ) -> tuple[int, ...]:
        """Count an attempt under each key, as failed until it is forgiven; its numbers.

        None where a key has as many failures since then as it may have. Of attempts
        made at the same time no more get through than of those one after the other.
        """
        with self._database.write() as connection:
            self._database.lock(connection, f)
            connection.execute(delete(f).where(f.c.at <= since))
            if any(_count(connection, key) >= most for key, most in limits.items()):
                return ()
            rows = [{"key": key, "at": at} for key in limits]
            return tuple(connection.execute(f.insert().returning(f.c.number), rows).scalars())

    def forgive(self, key: str, numbers: Sequence[int]) -> None:
        """The attempt was good: it counts no more, nor does what failed under the key before."""
        with self._database.write() as connection:
            gone = f.c.number.in_(numbers) | (f.c.key == key)
            connection.execute(delete(f).where(gone))


def _count(connection: Connection, key: str) -> int:
    return connection.execute(select(func.count()).where(f.c.key == key)).scalar_one()
