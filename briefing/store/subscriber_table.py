"""Who gets a newsletter, and since when: status changes keep their time and cause."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select, update

from briefing.errors import InputError
from briefing.models import AddressStatus, Fault, Subscriber, SubscriptionStatus
from briefing.models.segment import EVERY_READER, EVERYBODY, Audience, Segment
from briefing.store import tables as t
from briefing.store.blocked_addresses import BlockedAddresses
from briefing.store.bulk_import import Entering, enter, enter_all
from briefing.store.engine import Database
from briefing.store.mail_addresses import comparable, one_line
from briefing.store.segment_query import in_audience, in_segment
from briefing.store.subscriptions import (
    StatusChange,
    Subscription,
    set_address,
    set_status,
    set_tags,
    since_of,
    tags_of,
)

# Rows of one question; chosen, not measured.
PAGE_ROWS = 500
_COLUMNS = tuple(t.subscribers.c[name] for name in ("id", "email", "name", "language", "status"))


class Subscribers:
    """Addresses and their subscriptions. An address is compared in lower case."""

    def __init__(self, database: Database, blocks: BlockedAddresses) -> None:
        self._database = database
        self._blocks = blocks

    def add(
        self, email: str, *, newsletter: str, at: datetime, name: str = "", cause: str = "added"
    ) -> Subscriber:
        """Subscribe an address; adding it again changes nothing. InputError if none, or blocked."""
        subscription = Subscription(subscriber=new(email, name=name), status="active")
        return self.put(subscription, newsletter=newsletter, cause=cause, at=at)

    def put(
        self, subscription: Subscription, *, newsletter: str, cause: str, at: datetime
    ) -> Subscriber:
        """Set a subscription's status and add its tags to those it has; InputError as `add`.

        The address of an unknown subscriber is entered with name and language.
        """
        self._blocks.refuse(subscription.subscriber.email)
        with self._database.write() as connection:
            name = enter(
                connection, subscription, Entering(newsletter=newsletter, cause=cause, at=at)
            )
            query = select(*_COLUMNS).where(t.subscribers.c.id == name)
            return _subscriber(connection.execute(query).mappings().one())

    def take_in(
        self,
        subscriptions: Sequence[Subscription],
        *,
        newsletter: str,
        cause: str,
        at: datetime,
        import_number: int | None = None,
    ) -> tuple[Fault, ...]:
        """Enter subscriptions kept elsewhere, in one transaction; each keeps its own `since`.

        Who is blocked here, or has left, is not brought back: those are the faults.
        """
        hashes = self._blocks.hashes([each.subscriber.email for each in subscriptions])
        entering = Entering(newsletter=newsletter, cause=cause, at=at, import_number=import_number)
        with self._database.write() as connection:
            among = self._blocks.among(connection, hashes)
            pairs = zip(subscriptions, hashes, strict=True)
            blocked = {comparable(each.subscriber.email) for each, key in pairs if key in among}
            return enter_all(connection, subscriptions, entering, blocked=blocked)

    def get(self, email: str) -> Subscriber | None:
        """The subscriber of that address."""
        return self._first(t.subscribers.c.address == comparable(email))

    def subscription(self, subscriber_id: str, newsletter: str) -> Subscription | None:
        """A subscriber's place on a newsletter; None where there is none."""
        query = _of(newsletter).where(t.subscribers.c.id == subscriber_id)
        with self._database.read() as connection:
            return next(iter(_subscriptions(connection, query, newsletter)), None)

    def active(
        self, newsletter: str, *, audience: Audience = EVERY_READER
    ) -> tuple[Subscriber, ...]:
        """Those who get the next edition: an active subscription, and an address that works.

        Of these, those in the audience.
        """
        query = _of(newsletter).where(t.subscriptions.c.status == "active")
        query = query.where(t.subscribers.c.status == "ok").order_by(t.subscribers.c.address)
        query = query.where(in_audience(audience, newsletter))
        with self._database.read() as connection:
            return tuple(_subscriber(row) for row in connection.execute(query).mappings())

    def languages(
        self, newsletter: str, *, audience: Audience = EVERY_READER
    ) -> tuple[tuple[str, int], ...]:
        """How many get the next edition, by the language they chose; most first."""
        s, n = t.subscribers.c, t.subscriptions.c
        query = select(s.language, func.count()).join(t.subscriptions, n.subscriber_id == s.id)
        query = query.where(n.newsletter == newsletter, n.status == "active", s.status == "ok")
        query = query.where(in_audience(audience, newsletter)).group_by(s.language)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(sorted(((row[0], row[1]) for row in rows), key=lambda one: (-one[1], one[0])))

    def each(
        self,
        newsletter: str,
        *,
        status: SubscriptionStatus | None = None,
        find: str = "",
        segment: Segment = EVERYBODY,
        after: str = "",
    ) -> Iterator[Subscription]:
        """Every subscription by address, a page at a time; `find` stands in address or name.

        `after` is the address behind which to begin.
        """
        query = _of(newsletter).order_by(t.subscribers.c.address).limit(PAGE_ROWS)
        if status:
            # No index of states: each page would sort all who are in that state.
            query = query.where((t.subscriptions.c.status + "") == status)
        query = query.where(in_segment(segment, newsletter))
        query = query.where(_holds(find)) if find else query
        last = after.lower()
        while page := self._page(query.where(t.subscribers.c.address > last), newsletter):
            yield from page
            last = comparable(page[-1].subscriber.email)

    def unsubscribe(self, email: str, *, newsletter: str, cause: str, at: datetime) -> None:
        """End a subscription at once; InputError where the address is not known."""
        self.leave(self._known(email).id, newsletter=newsletter, cause=cause, at=at)

    def leave(self, subscriber_id: str, *, newsletter: str, cause: str, at: datetime) -> bool:
        """End a subscription, in the outbox too; False where there was none to end."""
        with self._database.write() as connection:
            known = select(t.subscriptions.c.status).filter_by(
                subscriber_id=subscriber_id, newsletter=newsletter
            )
            if connection.execute(known).first() is None:
                return False
            return set_status(
                connection, subscriber_id, newsletter, "unsubscribed", cause=cause, at=at
            )

    def change(
        self,
        subscriber_id: str,
        *,
        newsletter: str,
        name: str | None = None,
        language: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> None:
        """Change what a subscriber chose; what is None stays."""
        values = {"name": None if name is None else one_line(name), "language": language}
        values = {key: value for key, value in values.items() if value is not None}
        with self._database.write() as connection:
            if values:
                same = t.subscribers.c.id == subscriber_id
                connection.execute(update(t.subscribers).where(same).values(**values))
            if tags is not None:
                set_tags(connection, subscriber_id, newsletter, tags)

    def set_address_status(
        self, email: str, status: AddressStatus, *, cause: str, at: datetime
    ) -> None:
        """Note that an address works, bounced, complained or is blocked, and why."""
        subscriber = self._known(email)
        with self._database.write() as connection:
            set_address(connection, subscriber.id, status, cause=cause, at=at)

    def history(self, email: str, *, newsletter: str) -> tuple[StatusChange, ...]:
        """Every change of a subscription and of its address, oldest first."""
        h = t.subscription_history
        same = (h.c.subscriber_id == self._known(email).id) & (h.c.newsletter == newsletter)
        query = select(h.c.status, h.c.cause, h.c.at).where(same).order_by(h.c.number)
        with self._database.read() as connection:
            return tuple(StatusChange(**row) for row in connection.execute(query).mappings())

    def _known(self, email: str) -> Subscriber:
        """The subscriber of that address; InputError where there is none."""
        subscriber = self.get(email)
        if subscriber is None:
            raise InputError("is not a subscriber", where=email, hint="briefing subscribers list")
        return subscriber

    def _page(self, query: Select[Any], newsletter: str) -> tuple[Subscription, ...]:
        with self._database.read() as connection:
            return _subscriptions(connection, query, newsletter)

    def _first(self, condition: ColumnElement[bool]) -> Subscriber | None:
        with self._database.read() as connection:
            row = connection.execute(select(*_COLUMNS).where(condition)).mappings().first()
        return _subscriber(row) if row else None


def new(email: str, *, name: str = "", language: str = "") -> Subscriber:
    """A subscriber with an id nobody can guess; InputError where the address can be none.

    The id says nothing about the address: it stands in links and in logs.
    """
    comparable(email)
    return Subscriber(
        id=f"u-{secrets.token_hex(10)}",
        email=email.strip(),
        name=one_line(name),
        language=one_line(language, 35),
    )


def _of(newsletter: str) -> Select[Any]:
    joined = t.subscriptions.c.subscriber_id == t.subscribers.c.id
    n = t.subscriptions.c
    query = select(*_COLUMNS, n.status.label("subscribed"), n.rhythm, n.next_rhythm)
    return query.join(t.subscriptions, joined).where(t.subscriptions.c.newsletter == newsletter)


def _holds(part: str) -> ColumnElement[bool]:
    lowered = part.strip().lower()
    return or_(
        t.subscribers.c.address.contains(lowered, autoescape=True),
        func.lower(t.subscribers.c.name).contains(lowered, autoescape=True),
    )


def _subscriptions(
    connection: Connection, query: Select[Any], newsletter: str
) -> tuple[Subscription, ...]:
    rows = connection.execute(query).mappings().all()
    ids = [row["id"] for row in rows]
    tags = tags_of(connection, newsletter, ids)
    since = since_of(connection, newsletter, ids)
    return tuple(
        Subscription(
            subscriber=_subscriber(row),
            status=row["subscribed"],
            tags=tags.get(row["id"], ()),
            since=since.get(row["id"]),
            rhythm=row["rhythm"],
            next_rhythm=row["next_rhythm"],
        )
        for row in rows
    )


def _subscriber(row: RowMapping) -> Subscriber:
    return Subscriber(**{name: row[name] for name in Subscriber.__slots__})
