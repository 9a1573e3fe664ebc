"""Addresses nobody is to write to any more, kept as keyed hashes: who they were is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from briefing.errors import InputError
from briefing.store import tables as t
from briefing.store.addresses import comparable, keyed_hash
from briefing.store.engine import Database
from briefing.store.secrets import secret
from briefing.store.upsert import insert_new

_OF_A_PERSON = (
    t.bounces,
    t.deliveries,
    t.subscription_tags,
    t.subscription_history,
    t.subscriptions,
)


class Blocks:
    """The list of blocked addresses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, email: str, *, cause: str, at: datetime) -> None:
        """Block an address for good; it need not be known."""
        address = self.hash(email)
        with self._database.write() as connection:
            self.note(connection, address, cause=cause, at=at)

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
        address, known = self.hash(email), t.subscribers.c.address == comparable(email)
        with self._database.write() as connection:
            name = connection.execute(select(t.subscribers.c.id).where(known)).scalar()
            for table in _OF_A_PERSON if name else ():
                connection.execute(delete(table).where(table.c.subscriber_id == name))
            connection.execute(delete(t.subscribers).where(known))
            connection.execute(delete(t.requests).where(t.requests.c.address == address))
            self.note(connection, address, cause=cause, at=at)
        self._database.scrub()
        return name is not None

    def remove(self, email: str) -> bool:
        """Take a block back; False where there was none."""
        query = delete(t.blocks).where(t.blocks.c.address == self.hash(email))
        with self._database.write() as connection:
            return connection.execute(query).rowcount == 1

    def hash(self, email: str) -> str:
        """What stands for an address; InputError where it is none."""
        return keyed_hash(secret(self._database, "blocks"), comparable(email))
