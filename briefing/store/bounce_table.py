"""What came back: each report once, and how often an address has refused for the moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Literal

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from briefing.models import Delivery, Subscriber
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

# What comes back to be kept: all but what asks for nothing.
ReturnKind = Literal["hard", "soft", "policy", "complaint", "left"]

b, d, s = t.bounces, t.deliveries, t.subscribers
# A mailbox that refuses for the moment; a hard bounce that was not acted on counts as well.
_REFUSING = ("soft", "hard")


class Bounces:
    """Reports on deliveries; reading the same one twice counts once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        delivery: Delivery,
        kind: ReturnKind,
        *,
        report: str,
        reason: str,
        at: datetime,
    ) -> bool:
        """Keep a report; False where it was known. Its delivery shows the reason from now on.

        One that was in doubt was accepted, as this report proves.
        """
        ids = {"edition_id": delivery.edition_id, "subscriber_id": delivery.subscriber_id}
        row = ids | {"report": report, "kind": kind, "reason": reason, "at": at}
        same = (d.c.edition_id == delivery.edition_id) & (
            d.c.subscriber_id == delivery.subscriber_id
        )
        with self._database.write() as connection:
            if not insert_new(connection, b, row):
                return False
            text = reason if reason.startswith(kind) else f"{kind}: {reason}"
            connection.execute(update(d).where(same).values(reason=text[:1000]))
            doubt = update(d).where(same, d.c.state == "in_doubt")
            connection.execute(doubt.values(state="sent"))
        return True

    def soft_in_a_row(self, subscriber_id: str, *, limit: int) -> int:
        """How many of a subscriber's last editions, of at most `limit`, the mailbox sent back.

        Counted from the newest edition back to the first that did not come
        back. A refusal of us or our message (`policy`) is no answer of the
        mailbox: such an edition neither counts nor ends the row.
        """
        sent = (d.c.subscriber_id == subscriber_id) & (d.c.state == "sent")
        last = select(d.c.edition_id).join(t.editions, t.editions.c.id == d.c.edition_id)
        policy = self._editions(subscriber_id, ("policy",))
        refusing = self._editions(subscriber_id, _REFUSING)
        last = last.where(sent, or_(d.c.edition_id.in_(refusing), d.c.edition_id.not_in(policy)))
        last = last.order_by(t.editions.c.created.desc()).limit(limit)
        with self._database.read() as connection:
            editions = connection.execute(last).scalars().all()
            bounced = set(connection.execute(refusing).scalars())
        return len(list(takewhile(bounced.__contains__, editions)))

    def last_sent(self, subscriber_id: str, newsletter: str) -> Delivery | None:
        """The delivery of the newest edition that went to a subscriber."""
        query = select(*(d.c[name] for name in Delivery.__slots__))
        query = query.join(t.editions, t.editions.c.id == d.c.edition_id)
        query = query.where(d.c.subscriber_id == subscriber_id)
        query = query.where(d.c.state.in_(("sent", "in_doubt")))
        query = query.where(t.editions.c.newsletter == newsletter)
        query = query.order_by(t.editions.c.created.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return Delivery(**row) if row else None

    def hard_at(self, domain: str, *, since: datetime) -> tuple[Subscriber, ...]:
        """The subscribers at a domain of whom a hard bounce came since then."""
        hard = select(b.c.subscriber_id).where(b.c.kind == "hard", b.c.at >= since)
        query = select(*(s.c[name] for name in Subscriber.__slots__))
        query = query.where(_at(domain), s.c.id.in_(hard)).order_by(s.c.address)
        with self._database.read() as connection:
            return tuple(Subscriber(**row) for row in connection.execute(query).mappings())

    def readers_at(self, domain: str, newsletter: str) -> int:
        """How many active subscriptions are at a domain, whether their addresses work or not."""
        n = t.subscriptions
        query = select(func.count()).select_from(s.join(n, n.c.subscriber_id == s.c.id))
        query = query.where(_at(domain), n.c.newsletter == newsletter, n.c.status == "active")
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def counts(self, since: datetime) -> tuple[tuple[str, str, int], ...]:
        """What came back since then: kind, domain and how many, the most first."""
        query = select(b.c.kind, s.c.address).join(s, s.c.id == b.c.subscriber_id)
        with self._database.read() as connection:
            rows = connection.execute(query.where(b.c.at >= since)).all()
        counted = Counter((kind, address.rpartition("@")[2]) for kind, address in rows)
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        return tuple((kind, domain, count) for (kind, domain), count in ordered)

    def _editions(self, subscriber_id: str, kinds: Sequence[str]) -> Select[tuple[str]]:
        return select(b.c.edition_id).where(b.c.subscriber_id == subscriber_id, b.c.kind.in_(kinds))


def _at(domain: str) -> ColumnElement[bool]:
    return s.c.address.endswith(f"@{domain.lower()}", autoescape=True)
