"""Many subscriptions entered at once: new readers by the hundred, known ones one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from briefing.models import Fault, Subscriber, SubscriptionStatus
from briefing.store import tables as t
from briefing.store.mail_addresses import comparable
from briefing.store.subscriptions import Subscription, add_tags, set_status
from briefing.store.upsert import insert_all_new, insert_new


def enter(
    connection: Connection, subscription: Subscription, newsletter: str, *, cause: str, at: datetime
) -> str:
    """Enter one subscription, or change what it says about a known reader; the reader's id.

    Name and language of a known reader stay, and tags are only added.
    """
    row = _row(subscription.subscriber)
    insert_new(connection, t.subscribers, row)
    query = select(t.subscribers.c.id).filter_by(address=row["address"])
    name = str(connection.execute(query).scalar_one())
    set_status(connection, name, newsletter, subscription.status, cause=cause, at=at)
    add_tags(connection, name, newsletter, subscription.tags)
    return name


def enter_all(
    connection: Connection,
    subscriptions: Sequence[Subscription],
    newsletter: str,
    *,
    cause: str,
    at: datetime,
    blocked: frozenset[str] = frozenset(),
) -> tuple[Fault, ...]:
    """Enter subscriptions kept elsewhere, each with its own `since`.

    Whose address is blocked, and who has left here, is not brought back:
    those are the faults.
    """
    known = _known(
        connection, [_address(subscription) for subscription in subscriptions], newsletter
    )
    shut = known.keys() | blocked
    fresh = {
        _address(subscription): subscription
        for subscription in reversed(subscriptions)
        if _address(subscription) not in shut
    }
    entered = _enter_new(connection, fresh, newsletter, cause=cause, at=at)
    known |= {address: subscription.status for address, subscription in fresh.items()}
    faults: list[Fault] = []
    for subscription in subscriptions:
        address = _address(subscription)
        if address in blocked:
            faults.append(Fault(where=subscription.subscriber.email, why="is blocked"))
        elif known[address] == "unsubscribed" != subscription.status:
            faults.append(Fault(where=subscription.subscriber.email, why="has unsubscribed"))
        elif entered.get(address) is not subscription:
            enter(connection, subscription, newsletter, cause=cause, at=_since(subscription, at))
            known[address] = subscription.status
    return tuple(faults)


def _enter_new(
    connection: Connection,
    fresh: dict[str, Subscription],
    newsletter: str,
    *,
    cause: str,
    at: datetime,
) -> dict[str, Subscription]:
    """Those of these readers that were entered: all but whom somebody else enters meanwhile."""
    if not fresh:
        return {}
    rows = [
        _row(subscription.subscriber) for _, subscription in sorted(fresh.items())
    ]  # in one order: no deadlock
    insert_all_new(connection, t.subscribers, rows)
    query = select(t.subscribers.c.address, t.subscribers.c.id)
    rows_by_address = connection.execute(query.where(t.subscribers.c.address.in_(fresh)))
    ids = {row.address: row.id for row in rows_by_address}
    ours = {
        key: subscription
        for key, subscription in fresh.items()
        if ids[key] == subscription.subscriber.id
    }
    new_rows = [
        {
            "subscriber_id": subscription.subscriber.id,
            "newsletter": newsletter,
            "status": subscription.status,
        }
        for subscription in ours.values()
    ]
    if new_rows:
        insert_all_new(connection, t.subscriptions, new_rows)
        moments = [
            {"cause": cause, "at": _since(subscription, at)} for subscription in ours.values()
        ]
        changes = [row | moment for row, moment in zip(new_rows, moments, strict=True)]
        connection.execute(t.subscription_history.insert(), changes)
    _enter_tags(connection, ours.values(), newsletter)
    return ours


def _enter_tags(
    connection: Connection, subscriptions: Iterable[Subscription], newsletter: str
) -> None:
    rows = [
        {"subscriber_id": subscription.subscriber.id, "newsletter": newsletter, "tag": tag}
        for subscription in subscriptions
        for tag in subscription.tags
    ]
    if rows:
        insert_all_new(connection, t.subscription_tags, rows)


def _known(
    connection: Connection, addresses: Sequence[str], newsletter: str
) -> dict[str, SubscriptionStatus | None]:
    """Address -> the status of its subscription, None where it has none; unknown ones are left out.

    Those are locked until the transaction ends: nobody leaves between the look and the change.
    """
    s, n = t.subscribers, t.subscriptions
    on = (n.c.subscriber_id == s.c.id) & (n.c.newsletter == newsletter)
    query = select(s.c.address, n.c.status).select_from(s.outerjoin(n, on))
    query = query.where(s.c.address.in_(addresses)).order_by(s.c.address).with_for_update(of=s)
    return {row.address: row.status for row in connection.execute(query)}


def _row(subscriber: Subscriber) -> dict[str, str]:
    row = {name: getattr(subscriber, name) for name in Subscriber.__slots__}
    return row | {"address": comparable(subscriber.email)}


def _address(subscription: Subscription) -> str:
    return comparable(subscription.subscriber.email)


def _since(subscription: Subscription, at: datetime) -> datetime:
    return min(subscription.since or at, at)
