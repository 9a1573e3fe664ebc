"""How a subscription changes: each change with its time and cause, and at once in the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, Select, delete, func, select, update

from briefing.models import AddressStatus, Subscriber, SubscriptionStatus
from briefing.store import tables as t
from briefing.store.upsert import insert_new, put

_OF_A_PERSON = (
    t.bounces,
    t.deliveries,
    t.subscription_tags,
    t.subscription_history,
    t.subscriptions,
)
# Deliveries that no server has seen yet: what may still be taken back.
WAITING = ("pending", "leased", "deferred")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """One line of a subscription's history; `status` is its own or, from outside, its address's.

    An address is `bounced`, `complained` or `blocked`, or it `works` again.
    """

    status: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One subscriber's place on one newsletter, with the audiences chosen. `since`: this status."""

    subscriber: Subscriber
    status: SubscriptionStatus
    tags: tuple[str, ...] = ()
    since: datetime | None = None


def set_status(
    connection: Connection,
    subscriber_id: str,
    newsletter: str,
    status: SubscriptionStatus,
    *,
    cause: str,
    at: datetime,
) -> bool:
    """Set a subscription's status and write the change down; False where it was that already.

    Who leaves gets nothing of this newsletter that still waits in the outbox.
    """
    ids = {"subscriber_id": subscriber_id, "newsletter": newsletter}
    if status_of(connection, subscriber_id, newsletter) == status:
        return False
    put(connection, t.subscriptions, ids | {"status": status}, key=list(ids))
    note(connection, subscriber_id, newsletter, status, cause=cause, at=at)
    if status == "unsubscribed":
        withdraw(connection, subscriber_id, reason=f"unsubscribed: {cause}", newsletter=newsletter)
    return True


def note(
    connection: Connection,
    subscriber_id: str,
    newsletter: str,
    status: str,
    *,
    cause: str,
    at: datetime,
) -> None:
    """Write a line of a subscription's history; nothing else is changed."""
    row = {"subscriber_id": subscriber_id, "newsletter": newsletter, "status": status}
    connection.execute(t.subscription_history.insert().values(**row, cause=cause, at=at))


def status_of(
    connection: Connection, subscriber_id: str, newsletter: str
) -> SubscriptionStatus | None:
    """A subscription's status; None where there is none."""
    same = {"subscriber_id": subscriber_id, "newsletter": newsletter}
    query = select(t.subscriptions.c.status).filter_by(**same)
    status: SubscriptionStatus | None = connection.execute(query).scalar()
    return status


def set_address(
    connection: Connection, subscriber_id: str, status: AddressStatus, *, cause: str, at: datetime
) -> bool:
    """Note what an address is good for and write that down; False where it was that already.

    Nothing that still waits in the outbox goes to an address that does not work.
    """
    s, n = t.subscribers, t.subscriptions
    same = (s.c.id == subscriber_id) & (s.c.status != status)
    if not connection.execute(update(s).where(same).values(status=status)).rowcount:
        return False
    newsletters = connection.execute(select(n.c.newsletter).filter_by(subscriber_id=subscriber_id))
    address_status = "works" if status == "ok" else status
    for newsletter in sorted(newsletters.scalars()):
        note(connection, subscriber_id, newsletter, address_status, cause=cause, at=at)
    if status != "ok":
        withdraw(connection, subscriber_id, reason=f"{status}: {cause}")
    return True


def withdraw(
    connection: Connection, subscriber_id: str, *, reason: str, newsletter: str = ""
) -> int:
    """Take back what waits for a subscriber, of one newsletter or of all; returns how many."""
    d = t.deliveries
    waiting = d.c.state.in_(WAITING) & (d.c.subscriber_id == subscriber_id)
    query = update(d).where(waiting)
    if newsletter:
        of_newsletter = select(t.editions.c.id).where(t.editions.c.newsletter == newsletter)
        query = query.where(d.c.edition_id.in_(of_newsletter))
    return connection.execute(query.values(state="withdrawn", reason=reason)).rowcount


def forget_unconfirmed(connection: Connection, before: datetime) -> int:
    """Remove who asked to subscribe before a moment and never confirmed; returns how many."""
    h, n = t.subscription_history, t.subscriptions
    same = (h.c.subscriber_id == n.c.subscriber_id) & (h.c.newsletter == n.c.newsletter)
    lately = select(h.c.number).where(same, h.c.status == "pending", h.c.at >= before).exists()
    query = select(n.c.subscriber_id, n.c.newsletter).where(n.c.status == "pending", ~lately)
    rows = connection.execute(query).all()
    for row in rows:
        _end_of(connection, row.subscriber_id, row.newsletter)
    return len(rows)


def _end_of(connection: Connection, subscriber_id: str, newsletter: str) -> None:
    """Remove a subscription, and the subscriber where it was the only one."""
    for table in (t.subscription_tags, t.subscription_history, t.subscriptions):
        mine = (table.c.subscriber_id == subscriber_id) & (table.c.newsletter == newsletter)
        connection.execute(delete(table).where(mine))
    others = select(t.subscriptions.c.newsletter).filter_by(subscriber_id=subscriber_id)
    if connection.execute(others).first() is None:
        forget(connection, subscriber_id)


def forget(connection: Connection, subscriber_id: str) -> None:
    """Remove a subscriber from every table."""
    for table in _OF_A_PERSON:
        connection.execute(delete(table).where(table.c.subscriber_id == subscriber_id))
    connection.execute(delete(t.subscribers).where(t.subscribers.c.id == subscriber_id))


def set_tags(
    connection: Connection, subscriber_id: str, newsletter: str, tags: Iterable[str]
) -> None:
    """Put a subscription into these audiences and no others."""
    table = t.subscription_tags
    same = (table.c.subscriber_id == subscriber_id) & (table.c.newsletter == newsletter)
    connection.execute(delete(table).where(same))
    add_tags(connection, subscriber_id, newsletter, tags)


def add_tags(
    connection: Connection, subscriber_id: str, newsletter: str, tags: Iterable[str]
) -> None:
    """Put a subscription into these audiences as well."""
    for tag in sorted(set(tags)):
        row = {"subscriber_id": subscriber_id, "newsletter": newsletter, "tag": tag}
        insert_new(connection, t.subscription_tags, row)


def with_tag(newsletter: str, tags: Iterable[str]) -> Select[tuple[str]]:
    """The ids of subscribers in any of these audiences."""
    table = t.subscription_tags
    same = (table.c.newsletter == newsletter) & table.c.tag.in_(sorted(set(tags)))
    return select(table.c.subscriber_id).where(same)


def tags_of(
    connection: Connection, newsletter: str, subscriber_ids: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The audiences of each subscriber, by id."""
    table = t.subscription_tags
    same = (table.c.newsletter == newsletter) & table.c.subscriber_id.in_(list(subscriber_ids))
    query = select(table.c.subscriber_id, table.c.tag).where(same).order_by(table.c.tag)
    tags: dict[str, tuple[str, ...]] = {}
    for name, tag in connection.execute(query):
        tags[name] = (*tags.get(name, ()), tag)
    return tags


def since_of(
    connection: Connection, newsletter: str, subscriber_ids: Iterable[str]
) -> dict[str, datetime]:
    """When each subscription changed last, by the subscriber's id."""
    h = t.subscription_history
    same = (h.c.newsletter == newsletter) & h.c.subscriber_id.in_(list(subscriber_ids))
    same &= h.c.status.in_(get_args(SubscriptionStatus))
    query = select(h.c.subscriber_id, func.max(h.c.at)).where(same).group_by(h.c.subscriber_id)
    return {row[0]: row[1] for row in connection.execute(query)}
