"""How a subscription changes: each change with its time and cause, and at once in the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, delete, func, select, update

from briefing.models import AddressStatus, Rhythm, Subscriber, SubscriptionStatus
from briefing.store import tables as t
from briefing.store.upsert import insert_new, put

_OF_A_PERSON = (
    t.invitations,
    t.bounces,
    t.deliveries,
    t.subscription_tags,
    t.subscription_history,
    t.subscriptions,
)
# The cause of the line that says a reader of an import was asked.
INVITED = "asked by mail to confirm"
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
    """One subscriber's place on one newsletter, with the audiences chosen. `since`: this status.

    `next_rhythm` is what the reader chose from the next weekly edition on, "" where that is
    `rhythm`.
    """

    subscriber: Subscriber
    status: SubscriptionStatus
    tags: tuple[str, ...] = ()
    since: datetime | None = None
    rhythm: Rhythm = "daily"
    next_rhythm: Rhythm | Literal[""] = ""


def set_status(
    connection: Connection,
    subscriber_id: str,
    newsletter: str,
    status: SubscriptionStatus,
    *,
    cause: str,
    at: datetime,
    import_number: int | None = None,
) -> bool:
    """Set a subscription's status and write the change down; False where it was that already.

    Who leaves gets nothing of this newsletter that still waits in the outbox.
    """
    ids = {"subscriber_id": subscriber_id, "newsletter": newsletter}
    if status_of(connection, subscriber_id, newsletter) == status:
        return False
    put(connection, t.subscriptions, ids | {"status": status}, key=list(ids))
    number = import_number
    note(connection, subscriber_id, newsletter, status, cause=cause, at=at, import_number=number)
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
    import_number: int | None = None,
) -> None:
    """Write a line of a subscription's history; nothing else is changed."""
    row = {"subscriber_id": subscriber_id, "newsletter": newsletter, "status": status}
    row |= {"cause": cause}
    line = t.subscription_history.insert().values(**row, at=at, import_number=import_number)
    connection.execute(line)


def status_of(
    connection: Connection, subscriber_id: str, newsletter: str
) -> SubscriptionStatus | None:
    """A subscription's status; None where there is none."""
    same = {"subscriber_id": subscriber_id, "newsletter": newsletter}
    query = select(t.subscriptions.c.status).filter_by(**same)
    status: SubscriptionStatus | None = connection.execute(query).scalar()
    return status


def set_address(
    connection: Connection,
    subscriber_id: str,
    status: AddressStatus,
    *,
    cause: str,
    at: datetime,
    import_number: int | None = None,
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
        note(
            connection,
            subscriber_id,
            newsletter,
            address_status,
            cause=cause,
            at=at,
            import_number=import_number,
        )
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
    _remove_subscriptions(connection, [subscriber_id], newsletter)
    others = select(t.subscriptions.c.newsletter).filter_by(subscriber_id=subscriber_id)
    if connection.execute(others).first() is None:
        forget(connection, subscriber_id)


def _remove_subscriptions(connection: Connection, names: Sequence[str], newsletter: str) -> None:
    for table in (t.invitations, t.subscription_tags, t.subscription_history, t.subscriptions):
        theirs = table.c.subscriber_id.in_(names) & (table.c.newsletter == newsletter)
        connection.execute(delete(table).where(theirs))


def end_all(connection: Connection, names: Sequence[str], newsletter: str, *, cause: str) -> None:
    """Remove subscriptions, and each subscriber who had no other and no mail yet.

    What waits for them is withdrawn; what became of mails they had stays known.
    """
    if not names:
        return
    d, n = t.deliveries, t.subscriptions
    editions = select(t.editions.c.id).where(t.editions.c.newsletter == newsletter)
    waiting = d.c.state.in_(WAITING) & d.c.subscriber_id.in_(names) & d.c.edition_id.in_(editions)
    connection.execute(update(d).where(waiting).values(state="withdrawn", reason=cause))
    _remove_subscriptions(connection, names, newsletter)
    needed = {
        *connection.execute(
            select(n.c.subscriber_id).where(n.c.subscriber_id.in_(names))
        ).scalars(),
        *connection.execute(
            select(d.c.subscriber_id).where(d.c.subscriber_id.in_(names))
        ).scalars(),
    }
    free = [name for name in names if name not in needed]
    for table in (t.bounces, t.subscription_history, t.subscription_tags, t.invitations):
        connection.execute(delete(table).where(table.c.subscriber_id.in_(free)))
    connection.execute(delete(t.subscribers).where(t.subscribers.c.id.in_(free)))


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
    connection: Connection,
    subscriber_id: str,
    newsletter: str,
    tags: Iterable[str],
    *,
    import_number: int | None = None,
) -> None:
    """Put a subscription into these audiences as well."""
    ids = {"subscriber_id": subscriber_id, "newsletter": newsletter}
    for tag in sorted(set(tags)):
        row = {**ids, "tag": tag, "import_number": import_number}
        insert_new(connection, t.subscription_tags, row)


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
