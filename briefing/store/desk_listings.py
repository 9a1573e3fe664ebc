"""What the pages of the desk list: a part of it at a time, and counts by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, cast, func, select, type_coerce

from briefing.models import Delivery, DeliveryState, EditionState, Rhythm
from briefing.store import tables as t
from briefing.store.engine import Database

DAY_CHARS = len("2026-11-24")
# A fold of what was searched for may mean something in LIKE.
_SPECIAL = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})
_STATUSES = ("pending", "active", "unsubscribed")
_COLUMNS = tuple(t.deliveries.c[name] for name in Delivery.__slots__)
e, d, h = t.editions, t.deliveries, t.subscription_history

CountsByDay = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition as a calendar shows it: where it stands, who approved it and when."""

    id: str
    state: EditionState
    created: datetime
    approved_by: str
    approved_at: datetime | None
    released_at: datetime | None
    rhythm: Rhythm
    subject: str


class DeskListings:
    """Reads only. Days are those of UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def editions(self, newsletter: str, *, limit: int) -> tuple[EditionRow, ...]:
        """The editions built last, the newest first."""
        names = [name for name in EditionRow.__slots__ if name != "subject"]
        # Of a whole edition, half a megabyte, the subject alone is read out.
        whole = type_coerce(e.c.data, JSON) if self._database.is_sqlite else cast(e.c.data, JSON)
        subject = whole["subject"].as_string().label("subject")
        query = select(*(e.c[name] for name in names), subject)
        query = query.where(e.c.newsletter == newsletter)
        query = query.order_by(e.c.created.desc(), e.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return tuple(EditionRow(**row) for row in connection.execute(query).mappings())

    def states_of(self, editions: Sequence[str]) -> dict[str, dict[str, int]]:
        """Of each edition, how many deliveries stand in which state."""
        query = select(d.c.edition_id, d.c.state, func.count().label("many"))
        query = query.where(d.c.edition_id.in_(editions)).group_by(d.c.edition_id, d.c.state)
        counts: dict[str, dict[str, int]] = {name: {} for name in editions}
        with self._database.read() as connection:
            for row in connection.execute(query):
                counts[row.edition_id][row.state] = row.many
        return counts

    def deliveries(
        self,
        edition_id: str,
        *,
        states: Sequence[DeliveryState] = (),
        find: str = "",
        after: str = "",
        limit: int,
    ) -> tuple[Delivery, ...]:
        """An edition's deliveries by address, from behind `after`; `find` stands in the address."""
        query = select(*_COLUMNS).where(d.c.edition_id == edition_id)
        query = query.where(d.c.state.in_(states)) if states else query
        if find:
            pattern = f"%{find.lower().translate(_SPECIAL)}%"
            query = query.where(func.lower(d.c.email).like(pattern, escape="\\"))
        query = query.where(d.c.email > after).order_by(d.c.email).limit(limit)
        with self._database.read() as connection:
            return tuple(Delivery(**row) for row in connection.execute(query).mappings())

    def stories_by_day(self, since: datetime) -> dict[str, CountsByDay]:
        """Of each source, how many stories were first seen on which day."""
        s = t.stories.c
        day = func.substr(s.first_seen, 1, DAY_CHARS)
        query = select(s.source, day.label("day"), func.count().label("many"))
        query = query.where(s.first_seen >= since).group_by(s.source, day)
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        with self._database.read() as connection:
            for row in connection.execute(query):
                counts[row.source][row.day] = row.many
        return dict(counts)

    def changes_by_day(self, newsletter: str, since: datetime) -> tuple[CountsByDay, CountsByDay]:
        """How many readers became active on which day, and how many ceased to be."""
        line = (h.c.subscriber_id, h.c.number)
        before = func.lag(h.c.status).over(partition_by=line[0], order_by=line[1])
        mine = (h.c.newsletter == newsletter) & h.c.status.in_(_STATUSES)
        # Only of those of whom something was heard since: most of a list is quiet for years.
        heard = select(h.c.subscriber_id).where(mine, h.c.at >= since)
        line_of = select(h.c.at, h.c.status, before.label("before"))
        lines = line_of.where(mine, h.c.subscriber_id.in_(heard)).subquery()
        day = func.substr(lines.c.at, 1, DAY_CHARS)
        query = select(day.label("day"), lines.c.status, lines.c.before, func.count().label("many"))
        query = query.where(lines.c.at >= since).group_by(day, lines.c.status, lines.c.before)
        joined: dict[str, int] = defaultdict(int)
        left: dict[str, int] = defaultdict(int)
        with self._database.read() as connection:
            for row in connection.execute(query):
                is_active, was_active = row.status == "active", row.before == "active"
                if is_active and not was_active:
                    joined[row.day] += row.many
                elif was_active and not is_active:
                    left[row.day] += row.many
        return dict(joined), dict(left)
