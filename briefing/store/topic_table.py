"""The topics each edition was made of, so that ids and groups stay."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from briefing.models import Event, Story, Topic
from briefing.models.from_plain import from_plain
from briefing.models.plain import to_plain
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.story_table import Stories

# docs/decisions.md: "at most some twenty, each where it stood last".
MOST_STORIES_A_TOPIC = 20


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

    def known(
        self,
        since: datetime,
        until: datetime | None = None,
        *,
        ids: Collection[str] | None = None,
    ) -> tuple[Topic, ...]:
        """Every topic of editions built since then (and until then), each as it stood last.

        An edition's topic holds the stories of that edition: the earlier ones
        of its last editions are added, each where it stood last. With `ids`
        only the topics of these, which costs little beside all of a large day.
        """
        query = _newest_first().where(t.edition_topics.c.created >= since)
        if until is not None:
            query = query.where(t.edition_topics.c.created <= until)
        rows = _each_story_once(self._rows(query))
        return merged(self._topics([row for row in rows if ids is None or row["id"] in ids]))

    def _load(self, query: Select[Any]) -> tuple[Topic, ...]:
        return self._topics(self._rows(query))

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        with self._database.read() as connection:
            return [json.loads(row.data) for row in connection.execute(query)]

    def _topics(self, rows: Sequence[dict[str, Any]]) -> tuple[Topic, ...]:
        names = {name for row in rows for event in row["events"] for name in event["stories"]}
        stories = {story.id: story for story in self._stories.of_ids(tuple(names))}
        return tuple(_topic(row, stories) for row in rows)


def _each_story_once(rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The rows, each story in the first that has it."""
    seen: set[str] = set()
    for row in rows:
        for event in row["events"]:
            event["stories"] = [name for name in event["stories"] if name not in seen]
        seen.update(name for event in row["events"] for name in event["stories"])
    return rows


def _newest_first() -> Select[Any]:
    table = t.edition_topics
    return select(table.c.data).order_by(table.c.created.desc(), table.c.edition_id, table.c.place)


def _text(topic: Topic) -> str:
    data = to_plain(topic)
    for event in data["events"]:
        event["stories"] = [story["id"] for story in event["stories"]]
    return json.dumps(data, ensure_ascii=False)


def _topic(data: dict[str, Any], stories: Mapping[str, Story]) -> Topic:
    """The topic with those of its stories that are still there."""
    members = [
        tuple(stories[name] for name in event["stories"] if name in stories)
        for event in data["events"]
    ]
    for event in data["events"]:
        event["stories"] = []
    topic = from_plain(Topic, data, "topic")
    events = zip(topic.events, members, strict=True)
    return replace(topic, events=tuple(replace(event, stories=own) for event, own in events))


def merged(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Topics of several editions, the newest edition first, as one of each id.

    A story stands once, where it was seen first here; a topic keeps its first
    headline and at most its first so many stories.
    """
    seen: set[str] = set()
    by_id: dict[str, Topic] = {}
    for topic in topics:
        events = tuple(event for whole in topic.events if (event := _unseen(whole, seen)))
        seen.update(story.id for event in events for story in event.stories)
        before = by_id.get(topic.id)
        if before is None and events:
            by_id[topic.id] = replace(topic, events=events)
        elif before is not None and len(before.stories) < MOST_STORIES_A_TOPIC:
            by_id[topic.id] = replace(before, events=_joined((*before.events, *events)))
    return tuple(by_id.values())


def _unseen(event: Event, seen: Collection[str]) -> Event | None:
    stories = tuple(story for story in event.stories if story.id not in seen)
    return replace(event, stories=stories) if stories else None


def _joined(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events of one id as one, the first one's headline kept."""
    by_id: dict[str, Event] = {}
    for event in events:
        first = by_id.get(event.id)
        stories = (*first.stories, *event.stories) if first else event.stories
        by_id[event.id] = replace(first or event, stories=stories)
    return tuple(by_id.values())
