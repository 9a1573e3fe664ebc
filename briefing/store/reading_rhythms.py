"""Daily or weekly: what readers chose, and from when on it holds.

A change begins with the next weekly edition. Until then the reader goes on as
before: who changes to weekly has had some of the week's editions already and
would read them twice, who changes to daily would miss those there were. Where
there was none of them yet, it holds at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select, update

from briefing.models import Rhythm
from briefing.store import tables as t
from briefing.store.edition_table import TOLD
from briefing.store.engine import Database
from briefing.store.upsert import insert_new

# How far back the first weekly reaches, and one after a pause; chosen, not measured.
LONGEST_WEEK = timedelta(days=31)
# Mails that reached nobody.
_IN_VAIN = ("withdrawn", "failed")


class Rhythms:
    """Which rhythm each reader of a newsletter has, and where its week stands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(
        self, subscriber_id: str, rhythm: Rhythm, *, newsletter: str, at: datetime
    ) -> Rhythm | None:
        """Note a reader's choice; the rhythm in force now, None where there is no subscription."""
        n = t.subscriptions
        same = (n.c.subscriber_id == subscriber_id) & (n.c.newsletter == newsletter)
        with self._database.write() as connection:
            query = select(n.c.rhythm).where(same).with_for_update()
            current: Rhythm | None = connection.execute(query).scalar()
            if current is None:
                return None
            at_once = current == rhythm or not _began(
                connection, newsletter, rhythm, subscriber_id, at
            )
            now, later = (rhythm, "") if at_once else (current, rhythm)
            chosen = update(n).where(same).values(rhythm=now, next_rhythm=later)
            connection.execute(chosen)
        return now

    def count(self, newsletter: str, rhythm: Rhythm) -> int:
        """How many active subscriptions have a rhythm now."""
        n = t.subscriptions.c
        mine = (n.newsletter == newsletter) & (n.rhythm == rhythm) & (n.status == "active")
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).where(mine)).scalar_one())

    def week_from(self, newsletter: str, at: datetime) -> datetime:
        """Since when released editions stand in no weekly edition yet."""
        with self._database.read() as connection:
            return _week_from(connection, newsletter, at)

    def week(self, newsletter: str, at: datetime) -> tuple[str, ...]:
        """The ids of the editions a weekly of now is made of, the newest first."""
        e = t.editions.c
        with self._database.read() as connection:
            since = _week_from(connection, newsletter, at)
            query = select(e.id).where(_daily(newsletter, since), e.released_at <= at)
            return tuple(connection.execute(query.order_by(e.released_at.desc(), e.id)).scalars())

    def turn(self, newsletter: str, at: datetime) -> None:
        """A week ends where nobody reads the weekly yet: what was chosen holds from now on."""
        with self._database.write() as connection:
            turn_week(connection, newsletter, at)


def turn_week(connection: Connection, newsletter: str, cutoff: datetime) -> None:
    """A week ends at the moment its weekly edition was made; what was chosen holds from now on.

    Where another edition was released since that moment, choices wait for one
    week more: it stands in the next weekly.
    """
    insert_new(connection, t.schedules, {"newsletter": newsletter, "paused_why": ""})
    same = t.schedules.c.newsletter == newsletter
    connection.execute(update(t.schedules).where(same).values(week_from=cutoff))
    n = t.subscriptions
    chosen = (n.c.newsletter == newsletter) & (n.c.next_rhythm != "")
    # An edition that is being released now holds these rows: it is waited for, then seen.
    connection.execute(select(n.c.subscriber_id).where(chosen).with_for_update()).all()
    if connection.execute(select(t.editions.c.id).where(_daily(newsletter, cutoff))).first():
        return
    values = {"rhythm": n.c.next_rhythm, "next_rhythm": ""}
    connection.execute(update(n).where(chosen).values(values))


def _began(
    connection: Connection, newsletter: str, rhythm: Rhythm, subscriber_id: str, at: datetime
) -> bool:
    """True where a change to a rhythm would let a reader miss, or read twice, some of the week."""
    since = _week_from(connection, newsletter, at)
    query = select(t.editions.c.id).where(_daily(newsletter, since))
    if rhythm == "weekly":
        d = t.deliveries.c
        query = query.join(t.deliveries, d.edition_id == t.editions.c.id)
        query = query.where(d.subscriber_id == subscriber_id, d.state.not_in(_IN_VAIN))
    return connection.execute(query.limit(1)).first() is not None


def _week_from(connection: Connection, newsletter: str, at: datetime) -> datetime:
    query = select(t.schedules.c.week_from).where(t.schedules.c.newsletter == newsletter)
    moment: datetime | None = connection.execute(query).scalar()
    return max(moment or at - LONGEST_WEEK, at - LONGEST_WEEK)


def _daily(newsletter: str, since: datetime) -> ColumnElement[bool]:
    """Editions that went to daily readers after a moment."""
    e = t.editions.c
    daily = (e.newsletter == newsletter) & (e.rhythm == "daily")
    return daily & e.state.in_(TOLD) & (e.released_at > since)
