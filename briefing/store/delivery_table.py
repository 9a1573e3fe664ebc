"""The outbox: one edition for one subscriber, and what became of it.

    pending -> leased -> sending -> sent | deferred | failed | in_doubt
    deferred -> leased (later)        pending, leased, deferred -> withdrawn

`sending` is written, and durable, before a server can have accepted the
message. What is found `sending` after a crash is therefore in doubt; what is
found `leased` was never offered and is safe to send.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from briefing.errors import StoreError
from briefing.models import Delivery, DeliveryState, Settlement
from briefing.models.segment import EVERY_READER, Audience
from briefing.store import tables as t
from briefing.store.commit_count import CommitCounter, count_commit
from briefing.store.edition_table import FINAL
from briefing.store.engine import Database
from briefing.store.reading_rhythms import turn_week
from briefing.store.segment_query import in_audience
from briefing.store.statements import PreparedStatement
from briefing.store.subscriptions import WAITING, withdraw
from briefing.store.withdrawal import refuse_draft

# Silent for so long, a worker is taken for dead: thrice a server's 10 minutes (RFC 5321, 4.5.3.2).
LEASE = timedelta(minutes=30)
# States that are not the end yet.
OPEN = (*WAITING, "sending")
# States in which a server has said, or nobody has asked it yet, that it does not have it.
UNACCEPTED = ("failed", "deferred")
# docs/decisions.md, "a page of recipients at a time".
PAGE_ROWS = 2000
# Twice the longest reply that is kept; chosen, not measured.
LONGEST_REPLY_CHARS = 1000
_COLUMNS = tuple(t.deliveries.c[name] for name in Delivery.__slots__)
_FREE = {"state": "pending", "worker": "", "lease_until": None}
# What a delivery is when it is released.
_RELEASED = {"state": "pending", "attempts": 0, "reply": "", "reason": "", "worker": ""}
_OF_A_READER = ("subscriber_id", "email", "name", "language", "message_id")
_UNKNOWN = "the sender stopped after the server may have accepted it"

d = t.deliveries
_MINE = (
    (d.c.edition_id == bindparam("edition"))
    & (d.c.subscriber_id == bindparam("who"))
    & (d.c.worker == bindparam("by"))
)
_RELEASE = PreparedStatement(
    insert(d)
    .inline()
    .values(_RELEASED | {name: bindparam(name) for name in ("edition_id", *_OF_A_READER)}),
    each=_OF_A_READER,
    tail=" ON CONFLICT DO NOTHING",
)
_MARK = PreparedStatement(
    update(d)
    .where(_MINE, or_(d.c.state == "leased", d.c.state == "sending"))
    .values(state="sending"),
    each=("who",),
)
_SETTLED_VALUES: dict[str, Any] = {
    "state": bindparam("to"),
    "reply": bindparam("reply_text"),
    "attempts": d.c.attempts + bindparam("offers"),
    "not_before": bindparam("retry_at"),
    "first_tried": func.coalesce(d.c.first_tried, bindparam("tried_at")),
    "lease_until": None,
}
_SETTLED_EACH = ("who", "to", "reply_text", "retry_at", "tried_at", "offers")
_SETTLE = PreparedStatement(
    update(d)
    .where(_MINE, or_(d.c.state == "leased", d.c.state == "sending", d.c.state == "in_doubt"))
    .values(_SETTLED_VALUES),
    each=_SETTLED_EACH,
)
# What a dead worker left, of whichever edition it was.
_SETTLE_DEAD = PreparedStatement(
    update(d)
    .where(d.c.subscriber_id == bindparam("who"), d.c.worker == bindparam("by"))
    .where(t.LEASED, d.c.state == "sending")
    .values(_SETTLED_VALUES),
    each=_SETTLED_EACH,
)
# The index holds what waits and no more; only this very condition leads to it.
_WAITING = (
    select(*_COLUMNS)
    .where(d.c.edition_id == bindparam("edition"), t.WAITS)
    .order_by(d.c.not_before, d.c.subscriber_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEW = PreparedStatement(_WAITING.where(d.c.state == "pending"))
_LATE = PreparedStatement(
    _WAITING.where(d.c.state == "deferred", d.c.not_before <= bindparam("moment"))
)
_LEASE = PreparedStatement(
    update(d)
    .where(d.c.edition_id == bindparam("edition"), d.c.subscriber_id == bindparam("who"))
    .values(state="leased", worker=bindparam("by"), lease_until=bindparam("until")),
    each=("who",),
)


class Deliveries:
    """All deliveries of all editions. A state is written before it is acted on.

    `counter` is told of every transaction that lets messages go out.
    """

    def __init__(self, database: Database, counter: CommitCounter | None = None) -> None:
        self._database = database
        self._counter = counter

    def counted(self, counter: CommitCounter) -> Deliveries:
        """The same, with a counter."""
        return Deliveries(self._database, counter)

    def freeze(
        self,
        edition_id: str,
        *,
        newsletter: str,
        message_id: Callable[[str], str],
        at: datetime,
        audience: Audience = EVERY_READER,
        approved: bool = False,
    ) -> int:
        """Release an edition: fix who gets it, and mark it as being sent, all or nothing.

        Who gets it: the active subscribers of the newsletter whose address
        works, of those in the audience. `message_id` gives the Message-ID for a
        subscriber's id. Returns how many are new; freezing twice adds none. With a
        weekly edition the week ends: what readers chose holds from now on. `approved`: StoreError
        where somebody has made it a draft again meanwhile.
        """
        who = _recipients(newsletter, audience)
        held = select(func.count()).where(d.c.edition_id == edition_id)
        with self._database.write() as connection:
            if approved:
                refuse_draft(connection, edition_id)
            built = _built_at(connection, edition_id)
            if audience.rhythm == "weekly" and built is None:
                return 0  # after it was released readers have changed their rhythm
            before = connection.execute(held).scalar_one()
            for page in _pages(connection, who):
                rows = ((*reader, message_id(reader[0])) for reader in page)
                _RELEASE.run(connection, {"edition_id": edition_id}, rows)
            values = {"state": "sending", "released_at": at}
            same = t.editions.c.id == edition_id
            connection.execute(update(t.editions).where(same).values(**values))
            if audience.rhythm == "weekly" and built is not None:
                turn_week(connection, newsletter, built)
            return connection.execute(held).scalar_one() - before

    def claim(
        self, edition_id: str, *, worker: str, now: datetime, limit: int
    ) -> tuple[Delivery, ...]:
        """Take up to `limit` deliveries that nobody else has; they are `leased` to this worker.

        Those that were deferred and whose time has come take turns with new ones: neither
        waits until the others are done.
        """
        lease = {"edition": edition_id, "by": worker, "until": t.moment_text(now + LEASE)}
        with self._database.write() as connection:
            rows = _waiting(connection, edition_id, now, limit)
            claimed = tuple(_delivery(row, state="leased") for row in rows)
            if claimed:
                names = ((delivery.subscriber_id,) for delivery in claimed)
                _LEASE.run(connection, lease, names)
        return claimed

    def record(
        self,
        edition_id: str,
        *,
        marked: Sequence[str],
        settled: Sequence[Settlement],
        worker: str,
    ) -> frozenset[str]:
        """In one transaction: mark what may be accepted from now on, and settle what is known.

        Returns those of `marked` that are marked now; the others are no longer
        leased to this worker and must not be sent.
        """
        ids = {"edition": edition_id, "by": worker}
        done = frozenset(marked)
        with self._database.write() as connection:
            if marked:
                rows = _MARK.run(connection, ids, ((name,) for name in marked))
                done = done if rows == len(done) else _marked(connection, ids, marked)
            if settled:
                _SETTLE.run(connection, ids, map(_values, settled))
            counter = self._counter if marked else None
            count = count_commit(connection, counter.key) if counter else 0
        if counter:
            counter.reached(count)  # before a dot can be sent
        return done

    def give_back(self, edition_id: str, subscribers: Sequence[str], *, worker: str) -> None:
        """What this worker took and surely did not hand on waits again."""
        mine = (d.c.edition_id == edition_id) & (d.c.worker == worker)
        held = d.c.state.in_(("leased", "sending"))
        with self._database.write() as connection:
            for start in range(0, len(subscribers), PAGE_ROWS):
                names = d.c.subscriber_id.in_(subscribers[start : start + PAGE_ROWS])
                connection.execute(update(d).where(mine, names, held).values(**_FREE))

    def recover(self, worker: str, settled: Mapping[str, Settlement] | None) -> int:
        """Settle what a dead worker left behind; returns how many of it are in doubt.

        `settled` are those it may have handed on, and no other was; all else
        is free again. None: nothing is known, so all it had marked is in doubt.
        """
        with self._database.write() as connection:
            if settled is None:
                return _set_free(connection, d.c.worker == worker)
            if settled:
                _SETTLE_DEAD.run(connection, {"by": worker}, map(_values, settled.values()))
            mine = t.LEASED & (d.c.worker == worker)
            connection.execute(update(d).where(mine).values(**_FREE))
        return sum(settlement.state == "in_doubt" for settlement in settled.values())

    def expire(self, now: datetime, *, alive: Collection[str] = ()) -> int:
        """Free the leases of workers that are silent for too long; those `alive` keep theirs.

        What such a worker had marked is in doubt; returns how many.
        """
        old = (d.c.lease_until < now) & d.c.worker.not_in(sorted(alive))
        with self._database.write() as connection:
            return _set_free(connection, old)

    def withdraw(self, subscriber_id: str, *, reason: str) -> int:
        """Take back what has not gone out yet; returns how many."""
        with self._database.write() as connection:
            return withdraw(connection, subscriber_id, reason=reason)

    def resolve(self, delivery: Delivery, state: DeliveryState, *, reason: str) -> None:
        """A person decides on a delivery in doubt; StoreError where it is not.

        One that is to be sent again puts its edition among those being sent.
        """
        doubtful = _same(delivery) & (d.c.state == "in_doubt")
        values = {"state": state, "reason": reason, "worker": ""}
        with self._database.write() as connection:
            if connection.execute(update(d).where(doubtful).values(**values)).rowcount != 1:
                raise StoreError("is not in doubt", where=delivery.email)
            if state == "pending":
                same = t.editions.c.id == delivery.edition_id
                connection.execute(update(t.editions).where(same).values(state="sending"))

    def reopen(self, edition_id: str, subscribers: Sequence[str]) -> int:
        """Offer again what no server has accepted: deliveries that failed or are deferred.

        They wait again as if they had never been tried, and their edition is being sent. Who
        would not get the next edition stays out; returns how many do not.
        """
        values = _FREE | {"not_before": None, "first_tried": None, "reason": ""}
        same = (d.c.edition_id == edition_id) & d.c.state.in_(UNACCEPTED)
        same &= d.c.subscriber_id.in_(_welcome(edition_id))
        done = 0
        with self._database.write() as connection:
            for start in range(0, len(subscribers), PAGE_ROWS):
                names = d.c.subscriber_id.in_(subscribers[start : start + PAGE_ROWS])
                done += connection.execute(update(d).where(same, names).values(**values)).rowcount
            if done:
                ended = t.editions.c.state.in_(("sent", "failed", "corrected"))
                edition = update(t.editions).where(t.editions.c.id == edition_id, ended)
                connection.execute(edition.values(state="sending"))
        return done

    def counts(self, edition_id: str) -> tuple[tuple[str, int], ...]:
        """How many deliveries of an edition are in each state, by name of the state."""
        query = select(d.c.state, func.count()).where(d.c.edition_id == edition_id)
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(d.c.state).order_by(d.c.state))
            return tuple((row[0], row[1]) for row in rows)

    def next_retry(self, edition_id: str) -> datetime | None:
        """When the first of those deferred may be offered again."""
        query = select(func.min(d.c.not_before)).where(d.c.edition_id == edition_id)
        with self._database.read() as connection:
            moment: datetime | None = connection.execute(
                query.where(d.c.state == "deferred")
            ).scalar()
        return moment

    def with_message_id(self, message_id: str) -> Delivery | None:
        """The delivery that had this Message-ID."""
        query = select(*_COLUMNS).where(d.c.message_id == message_id).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return _delivery(row) if row else None

    def list(
        self, edition_id: str = "", *, states: Sequence[DeliveryState] = ()
    ) -> tuple[Delivery, ...]:
        """Deliveries of an edition (of all, if none is named) in some states (in any, if none)."""
        conditions: list[ColumnElement[bool]] = []
        conditions += [d.c.edition_id == edition_id] if edition_id else []
        conditions += [d.c.state.in_(states)] if states else []
        query = select(*_COLUMNS).where(*conditions).order_by(d.c.edition_id, d.c.email)
        with self._database.read() as connection:
            return tuple(_delivery(row) for row in connection.execute(query))


def _built_at(connection: Connection, edition_id: str) -> datetime | None:
    """When an edition was built; None where it is released, or there is none."""
    e = t.editions
    query = select(e.c.created).where(e.c.id == edition_id, e.c.state.not_in(FINAL))
    moment: datetime | None = connection.execute(query.with_for_update()).scalar()
    return moment


def _recipients(newsletter: str, audience: Audience) -> Any:
    s, n = t.subscribers, t.subscriptions
    query = select(s.c.id, s.c.email, s.c.name, s.c.language)
    query = query.join(n, n.c.subscriber_id == s.c.id)
    query = query.where(n.c.newsletter == newsletter, n.c.status == "active")
    query = query.where(s.c.status == "ok").order_by(s.c.id)
    # Who leaves meanwhile waits for the release, and then withdraws what it froze.
    query = query.with_for_update(read=True, of=[s, n])
    return query.where(in_audience(audience, newsletter))


def _welcome(edition_id: str) -> Any:
    """The ids of those who would get the next edition of the same newsletter."""
    s, n = t.subscribers, t.subscriptions
    newsletter = select(t.editions.c.newsletter).where(t.editions.c.id == edition_id)
    query = select(s.c.id).join(n, n.c.subscriber_id == s.c.id).where(s.c.status == "ok")
    active = n.c.status == "active"
    return query.where(active, n.c.newsletter == newsletter.scalar_subquery())


def _pages(connection: Connection, query: Any) -> Iterator[Sequence[Row[Any]]]:
    """The recipients, so many at a time: a million of them need no more room than a page.

    They are asked for once; a question for each page would go through all of
    them each time, wherever the database begins with those who are active.
    """
    streamed = connection.execute(query, execution_options={"stream_results": True})
    yield from streamed.partitions(PAGE_ROWS)


def _waiting(connection: Connection, edition_id: str, now: datetime, limit: int) -> list[Any]:
    """What may be offered now: of each kind half, or more where the other has less."""
    parameters = {"edition": edition_id, "most": limit, "moment": t.moment_text(now)}
    late = list(_LATE.rows(connection, parameters))
    new = list(_NEW.rows(connection, parameters | {"most": limit - len(late) // 2}))
    turns = [row for pair in zip_longest(new, late) for row in pair if row is not None]
    return turns[:limit]


def _values(settlement: Settlement) -> tuple[Any, ...]:
    retry_at = t.moment_text(settlement.retry_at) if settlement.retry_at else None
    tried_at = t.moment_text(settlement.tried_at) if settlement.tried_at else None
    reply = settlement.reply[:LONGEST_REPLY_CHARS]
    offers = int(settlement.offered)
    return settlement.subscriber_id, settlement.state, reply, retry_at, tried_at, offers


def _marked(connection: Connection, ids: dict[str, str], names: Sequence[str]) -> frozenset[str]:
    """Those of the names that are marked, where some are not."""
    mine = (d.c.edition_id == ids["edition"]) & (d.c.worker == ids["by"])
    query = select(d.c.subscriber_id).where(mine, d.c.state == "sending")
    return frozenset(connection.execute(query.where(d.c.subscriber_id.in_(names))).scalars())


def _set_free(connection: Connection, whose: ColumnElement[bool]) -> int:
    """Leases end; what was marked is in doubt. Its worker may still learn how it ended."""
    mine = t.LEASED & whose
    connection.execute(update(d).where(mine, d.c.state == "leased").values(**_FREE))
    values = {"state": "in_doubt", "reply": _UNKNOWN, "lease_until": None}
    marked = update(d).where(mine, d.c.state == "sending")
    return connection.execute(marked.values(**values)).rowcount


def _delivery(row: Any, **changed: Any) -> Delivery:
    """A row as the driver gives it, or as SQLAlchemy does: the moment is text, or one already."""
    values = dict(zip(Delivery.__slots__, row, strict=True))
    tried = values["first_tried"]
    if isinstance(tried, str):
        values["first_tried"] = datetime.fromisoformat(tried)
    values.update(changed)
    return Delivery(**values)


def _same(delivery: Delivery) -> ColumnElement[bool]:
    return (d.c.edition_id == delivery.edition_id) & (d.c.subscriber_id == delivery.subscriber_id)
