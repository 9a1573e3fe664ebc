"""Who gets a newsletter, and since when: status changes keep their time and cause."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from briefing.errors import InputError
from briefing.models import AddressStatus, Subscriber, SubscriptionStatus
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new, put

_COLUMNS = tuple(t.subscribers.c[name] for name in ("id", "email", "name", "language", "status"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """One line of a subscription's history."""

    status: str
    cause: str
    at: datetime


class Subscribers:
    """Addresses and their subscriptions. An address is compared in lower case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, email: str, *, newsletter: str, at: datetime, name: str = "", cause: str = "added"
    ) -> Subscriber:
        """Subscribe an address; adding it again changes nothing. InputError if it is none."""
        address = _address(email)
        found = {"id": _id_of(address), "address": address, "email": email.strip(), "name": name}
        with self._database.write() as connection:
            insert_new(connection, t.subscribers, found | {"language": "", "status": "ok"})
            _set_status(connection, found["id"], newsletter, "active", cause=cause, at=at)
        subscriber = self.get(email)
        assert subscriber is not None
        return subscriber

    def get(self, email: str) -> Subscriber | None:
        """The subscriber of that address."""
        query = select(*_COLUMNS).where(t.subscribers.c.address == _address(email))
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return Subscriber(**row) if row else None

    def active(self, newsletter: str) -> tuple[Subscriber, ...]:
        """Those who get the next edition: an active subscription, and an address that works."""
        query = (
            select(*_COLUMNS)
            .join(t.subscriptions, t.subscriptions.c.subscriber_id == t.subscribers.c.id)
            .where(t.subscriptions.c.newsletter == newsletter)
            .where(t.subscriptions.c.status == "active", t.subscribers.c.status == "ok")
            .order_by(t.subscribers.c.address)
        )
        with self._database.read() as connection:
            return tuple(Subscriber(**row) for row in connection.execute(query).mappings())

    def unsubscribe(self, email: str, *, newsletter: str, cause: str, at: datetime) -> None:
        """End a subscription at once; InputError where the address is not known."""
        subscriber = self._known(email)
        with self._database.write() as connection:
            _set_status(connection, subscriber.id, newsletter, "unsubscribed", cause=cause, at=at)

    def set_address_status(self, email: str, status: AddressStatus) -> None:
        """Note that an address works, bounced, complained or is blocked."""
        subscriber = self._known(email)
        with self._database.write() as connection:
            same = t.subscribers.c.id == subscriber.id
            connection.execute(update(t.subscribers).where(same).values(status=status))

    def history(self, email: str, *, newsletter: str) -> tuple[StatusChange, ...]:
        """Every change of a subscription, oldest first."""
        h = t.subscription_history
        same = (h.c.subscriber_id == self._known(email).id) & (h.c.newsletter == newsletter)
        query = select(h.c.status, h.c.cause, h.c.at).where(same).order_by(h.c.number)
        with self._database.read() as connection:
            return tuple(StatusChange(**row) for row in connection.execute(query).mappings())

    def _known(self, email: str) -> Subscriber:
        subscriber = self.get(email)
        if subscriber is None:
            raise InputError("is not a subscriber", where=email, hint="briefing subscribers list")
        return subscriber


def _address(email: str) -> str:
    """The address in lower case; InputError where it cannot be one (RFC 5321 limits)."""
    address = email.strip()
    local, at, host = address.rpartition("@")
    plain = address.isprintable() and not any(c in ' ,;:<>()[]\\"' for c in address)
    if not (local and at and host and plain and len(local) <= 64 and len(address) <= 254):
        raise InputError("is no mail address", where=repr(email), hint="write name@host")
    return address.lower()


def _id_of(address: str) -> str:
    return "u-" + hashlib.sha256(address.encode()).hexdigest()[:20]


def _set_status(
    connection: Connection,
    subscriber_id: str,
    newsletter: str,
    status: SubscriptionStatus,
    *,
    cause: str,
    at: datetime,
) -> None:
    """Set a subscription's status and write the change down, if it is one."""
    ids = {"subscriber_id": subscriber_id, "newsletter": newsletter}
    table = t.subscriptions
    query = select(table.c.status).filter_by(**ids)
    if connection.execute(query).scalar() == status:
        return
    put(connection, table, ids | {"status": status}, key=list(ids))
    change = ids | {"status": status, "cause": cause, "at": at}
    connection.execute(t.subscription_history.insert().values(**change))
