"""Logins that failed, by keyed hashes of names and clients: what the login limit counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from briefing.store import desk_tables as t
from briefing.store.engine import Database

f = t.failures


class LoginFailures:
    """Counted by key; what is older than the limit looks back is forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, keys: Sequence[str], *, at: datetime, forget: datetime) -> None:
        """Note a failure under each key, and forget those before `forget`."""
        with self._database.write() as connection:
            connection.execute(delete(f).where(f.c.at < forget))
            connection.execute(f.insert(), [{"key": key, "at": at} for key in keys])

    def count(self, key: str, *, since: datetime) -> int:
        """How many there were since a moment."""
        query = select(func.count()).where(f.c.key == key, f.c.at > since)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def clear(self, key: str) -> None:
        """Forget those of a key: its login worked."""
        with self._database.write() as connection:
            connection.execute(delete(f).where(f.c.key == key))
