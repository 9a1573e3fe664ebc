"""The topics each edition was made of, so that ids and groups stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from briefing.models import Story, Topic
from briefing.models.codec import from_plain, to_plain
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.stories import Stories


class Topics:
    """Topics with their events; the stories in them are kept as ids."""

    def __init__(self, database: Database, stories: Stories) -> None:
        self._database = database
        self._stories = stories

    def save(self, topics: Sequence[Topic], *, edition_id: str, at: datetime) -> None:
        """Keep the topics of an edition, in place of those of an earlier build of it."""
        rows = [
            {"edition_id": edition_id, "place": place, "created": at, "data": _text(topic)}
            for place, topic in enumerate(topics)
        ]
        with self._database.write() as connection:
            old = t.edition_topics.c.edition_id == edition_id
            connection.execute(delete(t.edition_topics).where(old))
            if rows:
                connection.execute(t.edition_topics.insert(), rows)

    def of(self, edition_id: str) -> tuple[Topic, ...]:
        """The topics of one edition, in its order."""
        return self._load(_newest_first().where(t.edition_topics.c.edition_id == edition_id))

    def known(self, since: datetime, until: datetime | None = None) -> tuple[Topic, ...]:
        """Every topic of editions built since then (and until then), each as it stood last."""
        found: dict[str, Topic] = {}
        query = _newest_first().where(t.edition_topics.c.created >= since)
        if until is not None:
            query = query.where(t.edition_topics.c.created <= until)
        for topic in self._load(query):
            found.setdefault(topic.id, topic)
        return tuple(found.values())

    def _load(self, query: Select[Any]) -> tuple[Topic, ...]:
        with self._database.read() as connection:
            rows = [json.loads(row.data) for row in connection.execute(query)]
        stories: dict[str, Story | None] = {}
        for topic in rows:
            for event in topic["events"]:
                for name in event["stories"]:
                    stories[name] = stories.get(name) or self._stories.get(name)
        return tuple(_topic(row, stories) for row in rows)


def _newest_first() -> Select[Any]:
    table = t.edition_topics
    return select(table.c.data).order_by(table.c.created.desc(), table.c.edition_id, table.c.place)


def _text(topic: Topic) -> str:
    data = to_plain(topic)
    for event in data["events"]:
        event["stories"] = [story["id"] for story in event["stories"]]
    return json.dumps(data, ensure_ascii=False)


def _topic(data: dict[str, Any], stories: dict[str, Story | None]) -> Topic:
    for event in data["events"]:
        found = (stories[name] for name in event["stories"])
        event["stories"] = [to_plain(story) for story in found if story is not None]
    return from_plain(Topic, data, "topic")
