"""The outbox: one edition for one subscriber, and what became of it.

    pending -> leased -> sending -> sent | deferred | failed | in_doubt
    deferred -> leased (later)        pending, deferred -> withdrawn

`sending` is written, and durable, before a server can have accepted the
message. What is found `sending` after a crash is therefore in doubt; what is
found `leased` was never offered and is safe to send.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

from briefing.errors import StoreError
from briefing.models import Delivery, DeliveryState
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

# A worker that is silent for so long is taken for dead.
LEASE = timedelta(minutes=10)
OPEN = ("pending", "leased", "sending", "deferred")
_COLUMNS = tuple(t.deliveries.c[name] for name in Delivery.__slots__)


class Deliveries:
    """All deliveries of all editions. A state is written before it is acted on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def freeze(self, deliveries: Sequence[Delivery]) -> int:
        """Fix who gets an edition; returns how many are new. Freezing twice adds none."""
        blank = {"worker": "", "not_before": None, "lease_until": None}
        with self._database.write() as connection:
            return sum(
                insert_new(
                    connection,
                    t.deliveries,
                    {name: getattr(one, name) for name in Delivery.__slots__} | blank,
                )
                for one in deliveries
            )

    def claim(
        self, edition_id: str, *, worker: str, now: datetime, limit: int
    ) -> tuple[Delivery, ...]:
        """Take up to `limit` deliveries that nobody else has; they are `leased` to this worker."""
        d = t.deliveries
        late = d.c.not_before.is_(None) | (d.c.not_before <= now)
        free = d.c.state.in_(("pending", "deferred")) & late & (d.c.edition_id == edition_id)
        query = select(d.c.subscriber_id).where(free).order_by(d.c.subscriber_id).limit(limit)
        with self._database.write() as connection:
            ids = connection.execute(query.with_for_update(skip_locked=True)).scalars().all()
            mine = (d.c.edition_id == edition_id) & d.c.subscriber_id.in_(ids)
            lease = {"state": "leased", "worker": worker, "lease_until": now + LEASE}
            connection.execute(update(d).where(mine).values(**lease, attempts=d.c.attempts + 1))
            rows = connection.execute(select(*_COLUMNS).where(mine).order_by(d.c.subscriber_id))
            return tuple(Delivery(**row) for row in rows.mappings())

    def mark(self, delivery: Delivery, now: datetime) -> None:
        """Note, durably, that a server may accept the message from now on.

        StoreError where the delivery is not leased any more: it must not be sent then.
        """
        values = {"state": "sending", "lease_until": now + LEASE}
        with self._database.write() as connection:
            leased = _one(delivery) & (t.deliveries.c.state == "leased")
            done = connection.execute(update(t.deliveries).where(leased).values(**values))
            if done.rowcount != 1:
                raise StoreError("is no longer leased to this worker", where=delivery.email)

    def settle(
        self,
        delivery: Delivery,
        state: DeliveryState,
        reply: str,
        now: datetime,
        *,
        retry_at: datetime | None = None,
    ) -> None:
        """Write down what became of a delivery. A deferred one waits until `retry_at`."""
        del now
        values = {"state": state, "reply": reply[:1000], "worker": "", "lease_until": None}
        with self._database.write() as connection:
            query = update(t.deliveries).where(_one(delivery))
            connection.execute(query.values(**values, not_before=retry_at))

    def release(self, deliveries: Sequence[Delivery]) -> None:
        """Give back what was claimed and never marked; of the others nothing changes."""
        d = t.deliveries
        free = {"state": "pending", "worker": "", "lease_until": None}
        with self._database.write() as connection:
            for delivery in deliveries:
                query = update(d).where(_one(delivery), d.c.state == "leased")
                connection.execute(query.values(**free, attempts=d.c.attempts - 1))

    def recover(self, now: datetime) -> int:
        """After a crash: free what was only leased, put in doubt what may have been sent.

        Touches only leases that ran out. Returns how many are in doubt now.
        """
        d = t.deliveries
        old = d.c.lease_until < now
        with self._database.write() as connection:
            leased = update(d).where(old, d.c.state == "leased")
            connection.execute(leased.values(state="pending", worker="", lease_until=None))
            reply = "the sender stopped after the server may have accepted it"
            sending = update(d).where(old, d.c.state == "sending")
            values = {"state": "in_doubt", "reply": reply, "worker": "", "lease_until": None}
            return connection.execute(sending.values(**values)).rowcount

    def withdraw(self, subscriber_id: str, *, reason: str) -> int:
        """Take back what has not gone out yet; returns how many."""
        d = t.deliveries
        waiting = d.c.state.in_(("pending", "deferred")) & (d.c.subscriber_id == subscriber_id)
        with self._database.write() as connection:
            query = update(d).where(waiting).values(state="withdrawn", reason=reason)
            return connection.execute(query).rowcount

    def resolve(self, delivery: Delivery, state: DeliveryState, *, reason: str) -> None:
        """A person decides on a delivery in doubt; StoreError where it is not."""
        doubtful = _one(delivery) & (t.deliveries.c.state == "in_doubt")
        with self._database.write() as connection:
            query = update(t.deliveries).where(doubtful).values(state=state, reason=reason)
            if connection.execute(query).rowcount != 1:
                raise StoreError("is not in doubt", where=delivery.email)

    def counts(self, edition_id: str) -> tuple[tuple[str, int], ...]:
        """How many deliveries of an edition are in each state, by name of the state."""
        d = t.deliveries
        query = select(d.c.state, func.count()).where(d.c.edition_id == edition_id)
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(d.c.state).order_by(d.c.state))
            return tuple((row[0], row[1]) for row in rows)

    def list(
        self, edition_id: str = "", *, states: Sequence[DeliveryState] = ()
    ) -> tuple[Delivery, ...]:
        """Deliveries of an edition (of all, if none is named) in some states (in any, if none)."""
        d = t.deliveries
        conditions: list[ColumnElement[bool]] = []
        conditions += [d.c.edition_id == edition_id] if edition_id else []
        conditions += [d.c.state.in_(states)] if states else []
        query = select(*_COLUMNS).where(*conditions).order_by(d.c.edition_id, d.c.email)
        with self._database.read() as connection:
            return tuple(Delivery(**row) for row in connection.execute(query).mappings())


def _one(delivery: Delivery) -> ColumnElement[bool]:
    d = t.deliveries
    return (d.c.edition_id == delivery.edition_id) & (d.c.subscriber_id == delivery.subscriber_id)
