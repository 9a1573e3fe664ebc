"""Many subscriptions entered at once: whatever is new by the thousand, the rest one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Table, bindparam, insert, select

from briefing.models import Fault, Subscriber, SubscriptionStatus
from briefing.store import tables as t
from briefing.store.mail_addresses import comparable
from briefing.store.statements import PreparedStatement
from briefing.store.subscriptions import Subscription, add_tags, set_status, tags_of
from briefing.store.upsert import insert_new

_OF_A_SUBSCRIBER = ("id", "address", "email", "name", "language", "status")


def _insert(table: Table, *same: str, each: tuple[str, ...]) -> PreparedStatement:
    """Enters rows whose keys are not there yet; `each` are the columns that differ."""
    values = insert(table).inline().values({name: bindparam(name) for name in (*same, *each)})
    return PreparedStatement(values, each=each, tail=" ON CONFLICT DO NOTHING")


_SUBSCRIBER = _insert(t.subscribers, each=_OF_A_SUBSCRIBER)
_SUBSCRIPTION = _insert(t.subscriptions, "newsletter", each=("subscriber_id", "status", "rhythm"))
_LINE = _insert(
    t.subscription_history,
    *("newsletter", "cause", "import_number"),
    each=("subscriber_id", "status", "at"),
)
_INVITATION = _insert(t.invitations, "newsletter", "at", each=("subscriber_id",))
_TAG = _insert(t.subscription_tags, "newsletter", "import_number", each=("subscriber_id", "tag"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """What subscriptions are entered under: newsletter, cause, moment, and the import if any."""

    newsletter: str
    cause: str
    at: datetime
    import_number: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of an address; `status` is None where it has no subscription."""

    id: str
    status: SubscriptionStatus | None
    tags: Collection[str]


def enter(connection: Connection, subscription: Subscription, entering: Entering) -> str:
    """Enter one subscription, or change what it says about a known reader; the reader's id.

    Name and language of a known reader stay, and tags are only added. Who is
    active stays so where the subscription is a pending one.
    """
    row = _row(subscription.subscriber, comparable(subscription.subscriber.email))
    insert_new(connection, t.subscribers, row)
    query = select(t.subscribers.c.id).filter_by(address=row["address"])
    name = str(connection.execute(query).scalar_one())
    _set(connection, name, subscription, entering)
    return name


def _set(connection: Connection, name: str, subscription: Subscription, entering: Entering) -> None:
    set_status(
        connection,
        name,
        entering.newsletter,
        subscription.status,
        cause=entering.cause,
        at=_since(subscription, entering.at),
        import_number=entering.import_number,
    )
    add_tags(
        connection,
        name,
        entering.newsletter,
        subscription.tags,
        import_number=entering.import_number,
    )


def enter_all(
    connection: Connection,
    subscriptions: Sequence[Subscription],
    entering: Entering,
    *,
    blocked: Collection[str] = (),
) -> tuple[Fault, ...]:
    """Enter subscriptions kept elsewhere, each with its own `since`.

    Whose address is in `blocked`, and who has left here, is not brought back:
    those are the faults. Who is active stays so where the subscription is a
    pending one; a pending one that is new waits to be asked.
    """
    addressed = [(comparable(each.subscriber.email), each) for each in subscriptions]
    known = _known(connection, [address for address, _ in addressed], entering.newsletter)
    fresh = {
        address: subscription
        for address, subscription in reversed(addressed)
        if address not in known and address not in blocked
    }
    entered = _enter_new(connection, fresh, entering)
    faults: list[Fault] = []
    for address, subscription in addressed:
        if address in blocked:
            faults.append(Fault(where=subscription.subscriber.email, why="is blocked"))
        elif entered.get(address) is not subscription:
            before = known.get(address) or _just_entered(connection, fresh[address], entering)
            known[address] = _changed(connection, before, subscription, entering, faults)
    return tuple(faults)


def _changed(
    connection: Connection,
    before: _Known,
    subscription: Subscription,
    entering: Entering,
    faults: list[Fault],
) -> _Known:
    """What the store knows of a reader it knew, once it has heard of this subscription."""
    wanted = subscription.status
    if before.status == "unsubscribed" != wanted:
        faults.append(Fault(where=subscription.subscriber.email, why="has unsubscribed"))
        return before
    status = before.status if before.status == "active" and wanted == "pending" else wanted
    tags = {*before.tags, *subscription.tags}
    if status != before.status or len(tags) > len(before.tags):
        settled = Subscription(
            subscriber=subscription.subscriber,
            status=status,
            tags=subscription.tags,
            since=subscription.since,
        )
        _set(connection, before.id, settled, entering)
        if status == "pending" and before.status is None:
            _invite(connection, [before.id], entering)
    return _Known(before.id, status, tags)


def _just_entered(connection: Connection, subscription: Subscription, entering: Entering) -> _Known:
    """The reader of an address that was new, whoever entered it a moment ago."""
    address = comparable(subscription.subscriber.email)
    return _known(connection, [address], entering.newsletter)[address]


def _enter_new(
    connection: Connection, fresh: Mapping[str, Subscription], entering: Entering
) -> Mapping[str, Subscription]:
    """Those of these readers that were entered: all but whom somebody else enters meanwhile."""
    if not fresh:
        return {}
    in_order = sorted(fresh.items())  # in one order: no deadlock
    _SUBSCRIBER.run(
        connection,
        {},
        (_values(subscription.subscriber, address) for address, subscription in in_order),
    )
    query = select(t.subscribers.c.address, t.subscribers.c.id)
    held = connection.execute(query.where(t.subscribers.c.address.in_(fresh)))
    ids: dict[str, str] = {row.address: row.id for row in held}
    ours = {
        address: subscription
        for address, subscription in in_order
        if ids[address] == subscription.subscriber.id
    }
    if ours:
        _enter_subscriptions(connection, tuple(ours.values()), entering)
    return ours


def _enter_subscriptions(
    connection: Connection, subscriptions: Sequence[Subscription], entering: Entering
) -> None:
    newsletter, number = entering.newsletter, entering.import_number
    _SUBSCRIPTION.run(
        connection,
        {"newsletter": newsletter},
        ((each.subscriber.id, each.status, each.rhythm) for each in subscriptions),
    )
    _LINE.run(
        connection,
        {"newsletter": newsletter, "cause": entering.cause, "import_number": number},
        (
            (each.subscriber.id, each.status, _text_of(_since(each, entering.at)))
            for each in subscriptions
        ),
    )
    tags = [(each.subscriber.id, tag) for each in subscriptions for tag in each.tags]
    if tags:
        _TAG.run(connection, {"newsletter": newsletter, "import_number": number}, tags)
    pending = [each.subscriber.id for each in subscriptions if each.status == "pending"]
    _invite(connection, pending, entering)


def _invite(connection: Connection, names: Sequence[str], entering: Entering) -> None:
    """Readers of an import who are to be asked whether they want to be subscribed."""
    if names and entering.import_number is not None:
        shared = {"newsletter": entering.newsletter, "at": _text_of(entering.at)}
        _INVITATION.run(connection, shared, ((name,) for name in names))


def _known(connection: Connection, addresses: Sequence[str], newsletter: str) -> dict[str, _Known]:
    """What is known of each of these addresses; unknown ones are left out.

    Those are locked until the transaction ends: nobody leaves between the look and the change.
    """
    s, n = t.subscribers, t.subscriptions
    on = (n.c.subscriber_id == s.c.id) & (n.c.newsletter == newsletter)
    query = select(s.c.address, s.c.id, n.c.status).select_from(s.outerjoin(n, on))
    query = query.where(s.c.address.in_(addresses)).order_by(s.c.address).with_for_update(of=s)
    rows = connection.execute(query).all()
    tags = tags_of(connection, newsletter, [row.id for row in rows]) if rows else {}
    return {row.address: _Known(row.id, row.status, tags.get(row.id, ())) for row in rows}


def _row(subscriber: Subscriber, address: str) -> dict[str, str]:
    return dict(zip(_OF_A_SUBSCRIBER, _values(subscriber, address), strict=True))


def _values(subscriber: Subscriber, address: str) -> tuple[str, ...]:
    who = subscriber
    return who.id, address, who.email, who.name, who.language, who.status


@lru_cache(maxsize=1024)
def _text_of(moment: datetime) -> str:
    """A moment as it is stored; many readers of a list share theirs."""
    return t.moment_text(moment)


def _since(subscription: Subscription, at: datetime) -> datetime:
    return min(subscription.since or at, at)
