"""What came back: each report once, and how often an address has refused for the moment."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select, update

from briefing.models import Delivery
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

b, d = t.bounces, t.deliveries


class Bounces:
    """Reports on deliveries; reading the same one twice counts once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        delivery: Delivery,
        kind: Literal["hard", "soft", "complaint"],
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
        """How many of a subscriber's last editions, of at most `limit`, came back for the moment.

        Counted from the newest edition back to the first that did not.
        """
        sent = (d.c.subscriber_id == subscriber_id) & (d.c.state == "sent")
        last = select(d.c.edition_id).join(t.editions, t.editions.c.id == d.c.edition_id)
        last = last.where(sent).order_by(t.editions.c.created.desc()).limit(limit)
        soft = select(b.c.edition_id).where(b.c.subscriber_id == subscriber_id, b.c.kind == "soft")
        with self._database.read() as connection:
            editions = connection.execute(last).scalars().all()
            bounced = set(connection.execute(soft).scalars())
        count = 0
        while count < len(editions) and editions[count] in bounced:
            count += 1
        return count
