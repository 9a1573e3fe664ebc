"""Browsers that are logged in: a session ends by its age, by silence, or when it is ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from briefing.models.desk_account import Account, DeskSession
from briefing.store import desk_tables as t
from briefing.store.engine import Database

s, a = t.sessions, t.accounts
_COLUMNS = tuple(s.c[name] for name in DeskSession.__slots__)
_ACCOUNT = tuple(a.c[name] for name in Account.__slots__)


class DeskSessions:
    """The sessions of all newsletters in this store, by the SHA-256 of their token."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, session: DeskSession, *, newsletter: str, ended: datetime) -> None:
        """A new session; those that nobody has used since `ended` are forgotten."""
        row = {name: getattr(session, name) for name in DeskSession.__slots__}
        with self._database.write() as connection:
            connection.execute(delete(s).where(s.c.seen < ended))
            connection.execute(s.insert().values(**row, newsletter=newsletter))

    def get(
        self, newsletter: str, token: str, *, begun: datetime, seen: datetime
    ) -> tuple[DeskSession, Account] | None:
        """The session and whose it is, if it was begun and used after these moments."""
        joined = (a.c.newsletter == s.c.newsletter) & (a.c.key == s.c.account)
        fresh = (s.c.created > begun) & (s.c.seen > seen)
        mine = (s.c.newsletter == newsletter) & (s.c.token == token)
        query = select(*_COLUMNS, *(c.label(f"account_{c.name}") for c in _ACCOUNT))
        with self._database.read() as connection:
            row = connection.execute(query.where(joined, mine, fresh)).mappings().first()
        if row is None:
            return None
        session = DeskSession(**{name: row[name] for name in DeskSession.__slots__})
        return session, Account(**{name: row[f"account_{name}"] for name in Account.__slots__})

    def touch(self, token: str, *, at: datetime) -> None:
        """Note that the session is in use."""
        with self._database.write() as connection:
            connection.execute(update(s).where(s.c.token == token).values(seen=at))

    def list(self, newsletter: str, account: str) -> tuple[DeskSession, ...]:
        """The sessions of an account, the one used last first."""
        query = select(*_COLUMNS).where(_of(newsletter, account)).order_by(s.c.seen.desc())
        with self._database.read() as connection:
            return tuple(DeskSession(**row) for row in connection.execute(query).mappings())

    def end(self, newsletter: str, token: str) -> None:
        """End one session."""
        mine = (s.c.newsletter == newsletter) & (s.c.token == token)
        with self._database.write() as connection:
            connection.execute(delete(s).where(mine))

    def end_all(self, newsletter: str, account: str, *, but: str = "") -> int:
        """End every session of an account, `but` one; how many those were."""
        others = _of(newsletter, account) & (s.c.token != but)
        with self._database.write() as connection:
            return connection.execute(delete(s).where(others)).rowcount


def _of(newsletter: str, account: str) -> ColumnElement[bool]:
    return (s.c.newsletter == newsletter) & (s.c.account == account)
