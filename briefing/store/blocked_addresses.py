"""Addresses nobody is to write to any more, kept as keyed hashes: who they were is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from briefing.errors import InputError
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.mail_addresses import comparable, keyed_hash
from briefing.store.secrets import secret
from briefing.store.subscriptions import forget, set_address
from briefing.store.upsert import insert_new


class BlockedAddresses:
    """The list of blocked addresses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, email: str, *, cause: str, at: datetime) -> None:
        """Block an address for good; it need not be known. What waits for it is withdrawn."""
        address = self.hash(email)
        with self._database.write() as connection:
            self.note(connection, address, cause=cause, at=at)
            name = _id_of(connection, email)
            if name:
                set_address(connection, name, "blocked", cause=cause, at=at)

    def note(self, connection: Connection, address: str, *, cause: str, at: datetime) -> None:
        """Block the address of that hash, within a transaction of the caller's."""
        insert_new(connection, t.blocks, {"address": address, "cause": cause, "at": at})

    def holds(self, email: str) -> bool:
        """True where the address is blocked."""
        query = select(t.blocks.c.cause).where(t.blocks.c.address == self.hash(email))
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def among(self, connection: Connection, hashes: Sequence[str]) -> frozenset[str]:
        """Those of these hashes that are blocked, within a transaction of the caller's."""
        query = select(t.blocks.c.address).where(t.blocks.c.address.in_(list(hashes)))
        return frozenset(connection.execute(query).scalars())

    def refuse(self, email: str) -> None:
        """InputError where the address is blocked."""
        if self.holds(email):
            hint = "its owner asked for that; `briefing subscribers unblock` takes it back"
            raise InputError("is blocked", where=email, hint=hint)

    def erase(self, email: str, *, cause: str, at: datetime) -> bool:
        """Forget a person in every table; what stays is the hash that blocks the address.

        False where nobody was known under it; the address is blocked all the same.
        """
        address = self.hash(email)
        with self._database.write() as connection:
            name = _id_of(connection, email)
            if name:
                forget(connection, name)
            connection.execute(delete(t.requests).where(t.requests.c.address == address))
            self.note(connection, address, cause=cause, at=at)
        self._database.scrub()
        return name is not None

    def remove(self, email: str, *, cause: str, at: datetime) -> bool:
        """Take back a block, or the mark that an address bounced or complained.

        False where there was neither. Nobody is subscribed by that.
        """
        query = delete(t.blocks).where(t.blocks.c.address == self.hash(email))
        with self._database.write() as connection:
            name = _id_of(connection, email)
            works = name and set_address(connection, name, "ok", cause=cause, at=at)
            return connection.execute(query).rowcount == 1 or bool(works)

    def hash(self, email: str) -> str:
        """What stands for an address; InputError where it is none."""
        return self.hashes([email])[0]

    def hashes(self, emails: Sequence[str]) -> list[str]:
        """What stands for each of many addresses; InputError where one is none."""
        key = secret(self._database, "blocks")
        return [keyed_hash(key, comparable(email)) for email in emails]


def _id_of(connection: Connection, email: str) -> str | None:
    query = select(t.subscribers.c.id).where(t.subscribers.c.address == comparable(email))
    name: str | None = connection.execute(query).scalar()
    return name
