"""Many subscriptions entered at once: new readers by the hundred, known ones one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from briefing.models import Fault, Subscriber, SubscriptionStatus
from briefing.store import tables as t
from briefing.store.addresses import comparable
from briefing.store.subscriptions import Subscription, add_tags, set_status
from briefing.store.upsert import insert_all_new, insert_new


def enter(
    connection: Connection, one: Subscription, newsletter: str, *, cause: str, at: datetime
) -> str:
    """Enter one subscription, or change what it says about a known reader; the reader's id.

    Name and language of a known reader stay, and tags are only added.
    """
    row = _row(one.subscriber)
    insert_new(connection, t.subscribers, row)
    query = select(t.subscribers.c.id).filter_by(address=row["address"])
    name = str(connection.execute(query).scalar_one())
    set_status(connection, name, newsletter, one.status, cause=cause, at=at)
    add_tags(connection, name, newsletter, one.tags)
    return name


def enter_all(
    connection: Connection,
    many: Sequence[Subscription],
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
    known = _known(connection, [_address(one) for one in many], newsletter)
    shut = known.keys() | blocked
    fresh = {_address(one): one for one in reversed(many) if _address(one) not in shut}
    entered = _enter_new(connection, fresh, newsletter, cause=cause, at=at)
    known |= {address: one.status for address, one in fresh.items()}
    faults: list[Fault] = []
    for one in many:
        address = _address(one)
        if address in blocked:
            faults.append(Fault(where=one.subscriber.email, why="is blocked"))
        elif known[address] == "unsubscribed" != one.status:
            faults.append(Fault(where=one.subscriber.email, why="has unsubscribed"))
        elif entered.get(address) is not one:
            enter(connection, one, newsletter, cause=cause, at=_since(one, at))
            known[address] = one.status
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
    rows = [_row(one.subscriber) for _, one in sorted(fresh.items())]  # in one order: no deadlock
    insert_all_new(connection, t.subscribers, rows)
    query = select(t.subscribers.c.address, t.subscribers.c.id)
    found = connection.execute(query.where(t.subscribers.c.address.in_(fresh)))
    ids = {row.address: row.id for row in found}
    ours = {key: one for key, one in fresh.items() if ids[key] == one.subscriber.id}
    letters = [
        {"subscriber_id": one.subscriber.id, "newsletter": newsletter, "status": one.status}
        for one in ours.values()
    ]
    if letters:
        insert_all_new(connection, t.subscriptions, letters)
        moments = [{"cause": cause, "at": _since(one, at)} for one in ours.values()]
        changes = [row | moment for row, moment in zip(letters, moments, strict=True)]
        connection.execute(t.subscription_history.insert(), changes)
    _enter_tags(connection, ours.values(), newsletter)
    return ours


def _enter_tags(connection: Connection, many: Iterable[Subscription], newsletter: str) -> None:
    rows = [
        {"subscriber_id": one.subscriber.id, "newsletter": newsletter, "tag": tag}
        for one in many
        for tag in one.tags
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


def _address(one: Subscription) -> str:
    return comparable(one.subscriber.email)


def _since(one: Subscription, at: datetime) -> datetime:
    return min(one.since or at, at)
