"""Single-use secrets of the desk, by their SHA-256: links that set a password, recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select

from briefing.store import desk_tables as t
from briefing.store.engine import Database

o = t.one_time
Kind = Literal["link", "recovery"]


class OneTimeSecrets:
    """Each is taken once, by one caller, before it expires."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(
        self, tokens: Sequence[str], *, newsletter: str, account: str, kind: Kind, expires: datetime
    ) -> None:
        """Let these be the secrets of an account, and no earlier ones of their kind."""
        fixed = {"newsletter": newsletter, "account": account, "kind": kind, "expires": expires}
        with self._database.write() as connection:
            connection.execute(delete(o).where(_of(newsletter, account, kind)))
            connection.execute(o.insert(), [fixed | {"token": token} for token in tokens])

    def account(self, newsletter: str, token: str, *, kind: Kind, now: datetime) -> str | None:
        """Whose secret it is ("": the first admin's); None where it is none, or too old."""
        query = select(o.c.account).where(_valid(newsletter, token, kind, now))
        with self._database.read() as connection:
            account: str | None = connection.execute(query).scalar()
        return account

    def take(self, newsletter: str, token: str, *, account: str, kind: Kind, now: datetime) -> bool:
        """Use a secret of an account up; False where it is none, was used, or is too old."""
        mine = _valid(newsletter, token, kind, now) & (o.c.account == account)
        with self._database.write() as connection:
            return connection.execute(delete(o).where(mine)).rowcount == 1

    def left(self, newsletter: str, account: str, *, kind: Kind) -> int:
        """How many are not used yet."""
        query = select(func.count()).where(_of(newsletter, account, kind))
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()


def _of(newsletter: str, account: str, kind: Kind) -> ColumnElement[bool]:
    return (o.c.newsletter == newsletter) & (o.c.account == account) & (o.c.kind == kind)


def _valid(newsletter: str, token: str, kind: Kind, now: datetime) -> ColumnElement[bool]:
    known = (o.c.newsletter == newsletter) & (o.c.token == token)
    return known & (o.c.kind == kind) & (o.c.expires > now)
