"""Who asked on the pages for a mail, and whether one may go out: a form is no cannon.

Anybody can type anybody's address. So an address gets one mail of a kind a
day, and three to confirm a subscription in all until it does; a client and
the whole site have their limits too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from briefing.models import Subscriber
from briefing.store import tables as t
from briefing.store.blocked_addresses import BlockedAddresses
from briefing.store.engine import Database
from briefing.store.mail_addresses import keyed_hash
from briefing.store.secrets import secret
from briefing.store.subscriber_table import Subscribers, new
from briefing.store.subscriptions import (
    Subscription,
    forget_unconfirmed,
    note,
    set_address,
    set_status,
    status_of,
)

Kind = Literal["confirm", "preferences", "welcome"]
# One mail of a kind a day for an address; chosen, not measured.
BETWEEN_MAILS = timedelta(hours=24)
# Mails to one address until it confirms; chosen, not measured.
MOST_CONFIRM_MAILS = 3
HOUR = timedelta(hours=1)
# Mails one client can ask for in an hour; chosen, not measured.
MOST_PER_CLIENT_HOUR = 10
# Mails the whole site sends in an hour; chosen, not measured.
MOST_PER_HOUR = 500
# How long a link to confirm works, and how long clients are remembered; chosen.
CONFIRM_WITHIN = timedelta(days=30)


class Signups:
    """Requests from outside: noted, limited, and answered by mail alone."""

    def __init__(
        self, database: Database, subscribers: Subscribers, blocks: BlockedAddresses
    ) -> None:
        self._database = database
        self._subscribers = subscribers
        self._blocks = blocks

    def allow(self, email: str, kind: Kind, *, newsletter: str, client: str, at: datetime) -> bool:
        """Whether a mail may go to this address now; where it may, that is written down.

        `client` is who asks, e.g. an IP address; only a keyed hash of it is
        kept. InputError where the address can be none.
        """
        address = self._blocks.hash(email)
        asker = keyed_hash(secret(self._database, "clients"), client)
        if self._blocks.holds(email):
            return False
        with self._database.write() as connection:
            self._database.lock(connection, t.requests)
            self._forget(connection, at)
            if not _within_limits(connection, address, kind, asker, at):
                return False
            row = {"address": address, "kind": kind, "client": asker, "at": at}
            connection.execute(t.requests.insert().values(newsletter=newsletter, **row))
        return True

    def room(self, at: datetime) -> int:
        """How many mails the whole site may still send in this hour."""
        with self._database.read() as connection:
            return max(0, MOST_PER_HOUR - _count(connection, t.requests.c.at > at - HOUR))

    def take_back(self, email: str, kind: Kind) -> None:
        """Forget the last request of an address: no mail went out after all."""
        r, address = t.requests, self._blocks.hash(email)
        mine = (r.c.address == address) & (r.c.kind == kind)
        last = select(func.max(r.c.number)).where(mine).scalar_subquery()
        with self._database.write() as connection:
            connection.execute(delete(r).where(r.c.number == last))

    def ask(
        self, email: str, *, newsletter: str, at: datetime, cause: str = "asked on the page"
    ) -> Subscriber:
        """Enter an address that asked to subscribe, as pending; an active one stays active.

        Who asks again has as long to confirm as who asks for the first time.
        """
        known = self._subscribers.get(email)
        current = known and self._subscribers.subscription(known.id, newsletter)
        if known and current and current.status == "active":
            return known
        if known and current and current.status == "pending":
            with self._database.write() as connection:
                note(connection, known.id, newsletter, "pending", cause=cause, at=at)
            return known
        wish = Subscription(subscriber=new(email), status="pending")
        return self._subscribers.put(wish, newsletter=newsletter, cause=cause, at=at)

    def confirm(self, subscriber_id: str, *, newsletter: str, at: datetime) -> bool:
        """Make a pending subscription active; True where it is active now.

        False where it is not pending: who has left since, or is blocked, is not
        brought back by an old link, and a link works for 30 days.
        """
        subscription = self._subscribers.subscription(subscriber_id, newsletter)
        if subscription is None or subscription.subscriber.status == "blocked":
            return False
        address = self._blocks.hash(subscription.subscriber.email)
        with self._database.write() as connection:
            status = status_of(connection, subscriber_id, newsletter)
            if status != "pending" or _expired(connection, subscriber_id, newsletter, at):
                return status == "active"
            cause = "confirmed by link"
            set_status(connection, subscriber_id, newsletter, "active", cause=cause, at=at)
            set_address(connection, subscriber_id, "ok", cause=cause, at=at)
            _may_ask_anew(connection, address)
        return True

    def forget(self, at: datetime) -> None:
        """Forget who asked on the pages, and who never confirmed, after 30 days."""
        with self._database.write() as connection:
            self._forget(connection, at)

    def _forget(self, connection: Connection, at: datetime) -> None:
        """Clients, and who never confirmed, after 30 days.

        Hashes of addresses stay: they hold the limit of three.
        """
        forget_unconfirmed(connection, at - CONFIRM_WITHIN)
        old = (t.requests.c.at < at - CONFIRM_WITHIN) & (t.requests.c.client != "")
        connection.execute(update(t.requests).where(old).values(client=""))


def _may_ask_anew(connection: Connection, address: str) -> None:
    """Who could follow a link in a mail is no stranger to the limits any more."""
    asked = (t.requests.c.address == address) & (t.requests.c.kind == "confirm")
    connection.execute(delete(t.requests).where(asked))


def _expired(connection: Connection, subscriber_id: str, newsletter: str, at: datetime) -> bool:
    h = t.subscription_history
    same = (h.c.subscriber_id == subscriber_id) & (h.c.newsletter == newsletter)
    same &= h.c.status == "pending"
    asked: datetime | None = connection.execute(select(func.max(h.c.at)).where(same)).scalar()
    return asked is not None and at - asked > CONFIRM_WITHIN


def _within_limits(
    connection: Connection, address: str, kind: Kind, client: str, at: datetime
) -> bool:
    r = t.requests
    mine = (r.c.address == address) & (r.c.kind == kind)
    if kind == "confirm" and _count(connection, mine) >= MOST_CONFIRM_MAILS:
        return False
    # From both sides: a clock set back opens no door.
    today = mine & (r.c.at > at - BETWEEN_MAILS)
    recent = r.c.at > at - HOUR
    return (
        _count(connection, today) == 0
        and _count(connection, recent & (r.c.client == client)) < MOST_PER_CLIENT_HOUR
        and _count(connection, recent) < MOST_PER_HOUR
    )


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(t.requests).where(condition)
    return int(connection.execute(query).scalar_one())
