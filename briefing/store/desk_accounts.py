"""Accounts of the desk: who may log in, as what, by which password and second factor."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select, update

from briefing.errors import InputError
from briefing.models.desk_account import Account
from briefing.models.person import Role
from briefing.store import desk_tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

a = t.accounts
_COLUMNS = tuple(a.c[name] for name in Account.__slots__)


class DeskAccounts:
    """The accounts of all newsletters in this store; a name is compared by its key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, account: Account, *, newsletter: str, first: bool = False) -> None:
        """A new account; InputError where the name is taken, or it is not the `first` at all."""
        row = {name: getattr(account, name) for name in Account.__slots__}
        with self._database.write() as connection:
            self._database.lock(connection, a)
            if first and _count(connection, newsletter):
                raise InputError("there is an account already", hint="log in with it")
            if not insert_new(connection, a, row | {"newsletter": newsletter}):
                raise InputError("is taken already", where=account.name, hint="choose another name")

    def get(self, newsletter: str, key: str) -> Account | None:
        """The account of that key."""
        with self._database.read() as connection:
            row = connection.execute(select(*_COLUMNS).where(_same(newsletter, key)))
            fields = row.mappings().first()
        return Account(**fields) if fields else None

    def list(self, newsletter: str) -> tuple[Account, ...]:
        """All accounts of a newsletter, by name."""
        query = select(*_COLUMNS).where(a.c.newsletter == newsletter).order_by(a.c.key)
        with self._database.read() as connection:
            return tuple(Account(**row) for row in connection.execute(query).mappings())

    def count(self, newsletter: str) -> int:
        """How many accounts there are."""
        with self._database.read() as connection:
            return _count(connection, newsletter)

    def set_password(self, newsletter: str, key: str, password: str, *, at: datetime) -> None:
        """Another password; all sessions and single-use links of the account end with it."""
        with self._database.write() as connection:
            same = update(a).where(_same(newsletter, key))
            connection.execute(same.values(password=password, changed=at))
            _end_all(connection, newsletter, key)

    def rehash(self, newsletter: str, key: str, old: str, new: str) -> None:
        """The same password, hashed anew; does nothing where it changed meanwhile."""
        same = _same(newsletter, key) & (a.c.password == old)
        with self._database.write() as connection:
            connection.execute(update(a).where(same).values(password=new))

    def set_totp(self, newsletter: str, key: str, secret: str, *, at: datetime) -> None:
        """A second factor, or none (`""`); codes for who lost it end with it."""
        with self._database.write() as connection:
            same = update(a).where(_same(newsletter, key))
            connection.execute(same.values(totp=secret, totp_step=0, changed=at))
            connection.execute(delete(t.one_time).where(_codes(newsletter, key)))

    def use_step(self, newsletter: str, key: str, step: int) -> bool:
        """Note that the code of a step of time was used; False where it, or a later one, was."""
        fresh = _same(newsletter, key) & (a.c.totp_step < step)
        with self._database.write() as connection:
            return connection.execute(update(a).where(fresh).values(totp_step=step)).rowcount == 1

    def set_role(self, newsletter: str, key: str, role: Role) -> None:
        """Another role; InputError where no admin would be left."""
        with self._database.write() as connection:
            self._database.lock(connection, a)
            connection.execute(update(a).where(_same(newsletter, key)).values(role=role))
            _refuse_without_admin(connection, newsletter)

    def remove(self, newsletter: str, key: str) -> None:
        """The account goes with its sessions; InputError where no admin would be left."""
        with self._database.write() as connection:
            self._database.lock(connection, a)
            _end_all(connection, newsletter, key)
            connection.execute(delete(t.one_time).where(_of(t.one_time, newsletter, key)))
            connection.execute(delete(a).where(_same(newsletter, key)))
            _refuse_without_admin(connection, newsletter)


def _refuse_without_admin(connection: Connection, newsletter: str) -> None:
    admins = (a.c.newsletter == newsletter) & (a.c.role == "admin")
    if not connection.execute(select(func.count()).where(admins)).scalar_one():
        hint = "make somebody else an admin first"
        raise InputError("the last admin cannot go", hint=hint)


def _count(connection: Connection, newsletter: str) -> int:
    query = select(func.count()).select_from(a).where(a.c.newsletter == newsletter)
    return connection.execute(query).scalar_one()


def _end_all(connection: Connection, newsletter: str, key: str) -> None:
    connection.execute(delete(t.sessions).where(_of(t.sessions, newsletter, key)))
    links = _of(t.one_time, newsletter, key) & (t.one_time.c.kind == "link")
    connection.execute(delete(t.one_time).where(links))


def _same(newsletter: str, key: str) -> ColumnElement[bool]:
    return (a.c.newsletter == newsletter) & (a.c.key == key)


def _of(table: Table, newsletter: str, key: str) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = table.c.newsletter == newsletter
    return mine & (table.c.account == key)


def _codes(newsletter: str, key: str) -> ColumnElement[bool]:
    return _of(t.one_time, newsletter, key) & (t.one_time.c.kind == "recovery")
