"""Stories, the keys that identify them, and every version of their text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from briefing.models import FeedPosition, Keyed, Story
from briefing.models.from_plain import from_plain
from briefing.models.plain import to_plain
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.id_chunks import id_chunks
from briefing.store.same_story import one_each
from briefing.store.search_index import index_stories
from briefing.store.story_days import within_days
from briefing.store.upsert import insert_all_new, insert_all_returning, insert_new, put

# Below the variables one statement of SQLite may have since 3.32 (32,766); chosen, not measured.
KEYS_AT_ONCE = 1_000
# What may have become of a story that gives it a new version.
CHANGING = ("added", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What `add` did: the stories as stored, how many were new, how many changed."""

    stories: tuple[Story, ...]
    added: int
    changed: int


class Stories:
    """The stories of all sources. Nothing is ever deleted here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, keyed: Sequence[Keyed], *, seen_at: datetime) -> Added:
        """Store what is new and what changed; adding a story twice is adding it once.

        The id of a story is given once, from the first key ever seen; every
        further key leads to the same story from then on. A story that comes
        by several ways is stored in its longest version, and what it is from
        then on follows the source of that version.
        """
        return self.add_each([keyed], seen_at=seen_at)[0]

    def add_each(self, reads: Sequence[Sequence[Keyed]], *, seen_at: datetime) -> tuple[Added, ...]:
        """As `add` of one read after the other, in one transaction."""
        once = [one_each(keyed) for keyed in reads]
        with self._database.write() as connection:
            outcomes = _add_all(connection, [story for keyed in once for story in keyed], seen_at)
            index_stories(connection, (s.id for s, outcome in outcomes if outcome != "same"))
        rest = iter(outcomes)
        return tuple(_added(list(islice(rest, len(keyed)))) for keyed in once)

    def window(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        sources: Sequence[str] = (),
    ) -> tuple[Story, ...]:
        """Stories by their day (published, else first seen), newest first.

        `since` and `until` are inclusive. No `sources` means all of them; else
        a story that several sources carried counts as one of these.
        """
        day = func.coalesce(t.stories.c.published, t.stories.c.first_seen)
        query = _with_text().order_by(day.desc(), t.stories.c.id)
        with self._database.read() as connection:
            rows = connection.execute(query.where(within_days(since, until))).all()
            carriers = _carriers(connection, [row.id for row in rows], sources) if sources else None
        stories = (_story(row) for row in rows)
        return tuple(stories) if carriers is None else _of(stories, carriers, sources)

    def recent(
        self, sources: Sequence[str], *, since: datetime, until: datetime, most: int
    ) -> tuple[Story, ...]:
        """Of each source the newest stories within a time, at most so many, by their day."""
        day = func.coalesce(t.stories.c.published, t.stories.c.first_seen)
        within = _with_text().where(day >= since, day <= until)
        newest = within.order_by(day.desc(), t.stories.c.id).limit(most)
        with self._database.read() as connection:
            rows = [
                row
                for source in dict.fromkeys(sources)
                for row in connection.execute(newest.where(t.stories.c.source == source))
            ]
        return tuple(map(_story, rows))

    def get(self, story_id: str) -> Story | None:
        """The story as it stands now."""
        query = _with_text().where(t.stories.c.id == story_id)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return _story(row) if row else None

    def by_keys(self, keys: Iterable[str]) -> Story | None:
        """The story that any of these keys leads to, as it stands now."""
        with self._database.read() as connection:
            known = _known(connection, keys)
        return self.get(next(iter(known.values()))) if known else None

    def find(self, words: str) -> tuple[Story, ...]:
        """Stories whose id begins with `words`, or whose title or text holds them."""
        holds = t.stories.c.id.startswith(words, autoescape=True)
        holds |= t.story_texts.c.text.icontains(words, autoescape=True)
        holds |= t.story_titles.c.title.icontains(words, autoescape=True)
        titles = t.story_titles.c.story_id == t.stories.c.id
        query = _with_text().join(t.story_titles, titles).where(holds).distinct()
        with self._database.read() as connection:
            return tuple(_story(row) for row in connection.execute(query.order_by(t.stories.c.id)))

    def text(self, story_id: str, sha256: str) -> str | None:
        """One version of a story's text, as it is stored; the caller checks the hash."""
        query = select(t.story_texts.c.text).where(
            t.story_texts.c.story_id == story_id, t.story_texts.c.sha256 == sha256
        )
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def read_from(self, origins: Iterable[str]) -> frozenset[str]:
        """Of these hashes of documents, those that a version of a text was read from."""
        column = t.story_texts.c.origin_sha256
        query = select(column).where(column.in_(tuple(origins))).distinct()
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def changed_at(self, story_id: str) -> datetime | None:
        """When its present text was first seen; None for a story that is not known."""
        same = t.story_texts.c.sha256 == t.stories.c.text_sha256
        query = select(t.story_texts.c.seen_at).join(
            t.stories, (t.stories.c.id == t.story_texts.c.story_id) & same
        )
        with self._database.read() as connection:
            return connection.execute(query.where(t.stories.c.id == story_id)).scalar()

    def titles(self, story_id: str) -> tuple[str, ...]:
        """Every title the story has had."""
        query = select(t.story_titles.c.title).where(t.story_titles.c.story_id == story_id)
        with self._database.read() as connection:
            return tuple(connection.execute(query.order_by(t.story_titles.c.seen_at)).scalars())

    def of_ids(self, story_ids: Sequence[str]) -> tuple[Story, ...]:
        """Those of these stories that are known, in the order of their ids."""
        query = _with_text().order_by(t.stories.c.id)
        stories: list[Story] = []
        with self._database.read() as connection:
            for part in id_chunks(sorted(story_ids)):
                rows = connection.execute(query.where(t.stories.c.id.in_(part)))
                stories.extend(map(_story, rows))
        return tuple(stories)


def _added(outcomes: Sequence[tuple[Story, str]]) -> Added:
    return Added(
        stories=tuple(story for story, _ in outcomes),
        added=sum(outcome == "added" for _, outcome in outcomes),
        changed=sum(outcome == "changed" for _, outcome in outcomes),
    )


def sha256(text: str) -> str:
    """The hash a text is known by: SHA-256 of its UTF-8 bytes, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _add_all(
    connection: Connection, keyed: Sequence[Keyed], seen_at: datetime
) -> list[tuple[Story, str]]:
    """Stories none of whose keys is known go in together, the others one after the other."""
    known = _known_of_many(connection, [key for story in keyed for key in story.keys])
    fresh = _with_new_keys(keyed, known)
    added = _insert_fresh(connection, list(fresh.values()), seen_at)
    return [
        (story.story, "added")
        if story.story.id in added and fresh[story.story.id] is story
        else _add_one(connection, story, seen_at)
        for story in keyed
    ]


def _with_new_keys(keyed: Sequence[Keyed], known: Iterable[str]) -> dict[str, Keyed]:
    """By id, the stories none of whose keys is known or is an earlier story's."""
    met = set(known)
    fresh: dict[str, Keyed] = {}
    for story in keyed:
        if met.isdisjoint(story.keys):
            fresh.setdefault(story.story.id, story)
        met.update(story.keys)
    return fresh


def _known_of_many(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Those of many keys that are known."""
    chunks = (keys[at : at + KEYS_AT_ONCE] for at in range(0, len(keys), KEYS_AT_ONCE))
    return frozenset(key for chunk in chunks for key in _known(connection, chunk))


def _insert_fresh(
    connection: Connection, keyed: Sequence[Keyed], seen_at: datetime
) -> frozenset[str]:
    """Insert stories with all that belongs to them; the ids of those that were not there.

    In the order of their ids, so that two who read the same do not wait in a circle.
    """
    keyed = sorted(keyed, key=lambda one: one.story.id)
    rows = [_row(one.story) | {"id": one.story.id, "first_seen": seen_at} for one in keyed]
    added = insert_all_returning(connection, t.stories, rows, "id")
    new = [one for one in keyed if one.story.id in added]
    if new:
        keys = [{"key": key, "story_id": one.story.id} for one in new for key in one.keys]
        insert_all_new(connection, t.story_keys, keys)
        insert_all_new(connection, t.story_sources, [_carrier_row(one.story) for one in new])
        texts = [_text_row(one.story, one.origin_sha256, seen_at) for one in new]
        insert_all_new(connection, t.story_texts, texts)
        insert_all_new(connection, t.story_titles, [_title_row(one.story, seen_at) for one in new])
    return added


def _add_one(connection: Connection, keyed: Keyed, seen_at: datetime) -> tuple[Story, str]:
    known = _known(connection, keyed.keys)
    story = replace(keyed.story, id=next(iter(known.values()), keyed.story.id))
    row = _row(story) | {"id": story.id, "first_seen": seen_at}
    is_new = not known and insert_new(connection, t.stories, row)
    is_earlier = not is_new and _seen_no_later(connection, story.id, seen_at)
    outcome = "added" if is_new else _change(connection, story)
    outcome = "placed" if outcome == "same" and is_earlier else outcome
    for key in keyed.keys:
        if key not in known:
            insert_new(connection, t.story_keys, {"key": key, "story_id": story.id})
    if outcome in CHANGING:
        _keep_versions(connection, story, keyed.origin_sha256, seen_at)
    return story, outcome


def _seen_no_later(connection: Connection, story_id: str, seen_at: datetime) -> bool:
    """First seen is the earliest of all reads: a clock that ran ahead once is put right."""
    later = (t.stories.c.id == story_id) & (t.stories.c.first_seen > seen_at)
    return (
        connection.execute(update(t.stories).where(later).values(first_seen=seen_at)).rowcount > 0
    )


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The keys that are known, with their stories; where these are several, the oldest first."""
    query = (
        select(t.story_keys.c.key, t.story_keys.c.story_id)
        .join(t.stories, t.stories.c.id == t.story_keys.c.story_id)
        .where(t.story_keys.c.key.in_(tuple(keys)))
        .order_by(t.stories.c.first_seen, t.stories.c.id)
    )
    return {row.key: row.story_id for row in connection.execute(query)}


def _change(connection: Connection, story: Story) -> str:
    """Take over what a source changed; another source's version only where that says more.

    When it was published is not guessed twice. "placed" is a story that only
    came by one more source.
    """
    old = _story(connection.execute(_with_text().where(t.stories.c.id == story.id)).one())
    if story.published_guessed and old.published:
        story = replace(story, published=old.published, published_guessed=old.published_guessed)
    moved = old.source != story.source or old.position != story.position
    is_new_carrier = moved and _keep_carrier(connection, story)
    if story == old or (old.source != story.source and len(story.text) <= len(old.text)):
        return "placed" if is_new_carrier else "same"
    row = _row(story)
    connection.execute(update(t.stories).where(t.stories.c.id == story.id).values(**row))
    return "changed"


def _row(story: Story) -> dict[str, Any]:
    data = to_plain(story)
    for name in ("text", "id", "position"):  # columns of their own
        del data[name]
    for name in ("furniture", "kind"):  # found out anew
        del data[name]
    return {
        "source": story.source,
        "published": story.published,
        "text_sha256": sha256(story.text),
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
    }


def _keep_versions(connection: Connection, story: Story, origin: str, seen_at: datetime) -> None:
    text = _text_row(story, origin, seen_at)
    _keep_carrier(connection, story)
    if not insert_new(connection, t.story_texts, text) and origin:
        # An earlier version came back: its proof goes to the document that says so now.
        same = (t.story_texts.c.story_id == story.id) & (t.story_texts.c.sha256 == text["sha256"])
        connection.execute(update(t.story_texts).where(same).values(origin_sha256=origin))
    insert_new(connection, t.story_titles, _title_row(story, seen_at))


def _text_row(story: Story, origin: str, seen_at: datetime) -> dict[str, Any]:
    text = {"sha256": sha256(story.text), "text": story.text, "origin_sha256": origin}
    return {"story_id": story.id, "seen_at": seen_at} | text


def _title_row(story: Story, seen_at: datetime) -> dict[str, Any]:
    title = {"sha256": sha256(story.title), "title": story.title}
    return {"story_id": story.id, "seen_at": seen_at} | title


def _keep_carrier(connection: Connection, story: Story) -> bool:
    """Note where the story stands in its source; True where that source had not carried it."""
    row = _carrier_row(story)
    if insert_new(connection, t.story_sources, row):
        return True
    put(connection, t.story_sources, row, key=("story_id", "source"))
    return False


def _carrier_row(story: Story) -> dict[str, Any]:
    """The source that carries a story, and where it stands there now."""
    place = story.position
    return {
        "story_id": story.id,
        "source": story.source,
        "position": place.number if place else None,
        "position_count": place.count if place else None,
    }


def _with_text() -> Select[Any]:
    same = (t.story_texts.c.story_id == t.stories.c.id) & (
        t.story_texts.c.sha256 == t.stories.c.text_sha256
    )
    carried = (t.story_sources.c.story_id == t.stories.c.id) & (
        t.story_sources.c.source == t.stories.c.source
    )
    columns = (t.stories.c.id, t.stories.c.data, t.story_texts.c.text)
    place = (t.story_sources.c.position, t.story_sources.c.position_count)
    query = select(*columns, *place).join(t.story_texts, same)
    return query.outerjoin(t.story_sources, carried)


def _carriers(
    connection: Connection, ids: Sequence[str], sources: Sequence[str]
) -> dict[str, Row[Any]]:
    """Story -> the first of these sources that carried it, and its place there."""
    order = {name: place for place, name in enumerate(sources)}
    query = select(t.story_sources)
    rows = [
        row
        for start in range(0, len(ids), KEYS_AT_ONCE)
        for row in connection.execute(
            query.where(t.story_sources.c.story_id.in_(ids[start : start + KEYS_AT_ONCE]))
        )
        if row.source in order
    ]
    by_place = sorted(rows, key=lambda row: order[row.source], reverse=True)
    return {row.story_id: row for row in by_place}


def _of(
    stories: Iterable[Story], carriers: Mapping[str, Row[Any]], sources: Sequence[str]
) -> tuple[Story, ...]:
    """The stories that were carried, each as one of a source that was asked for."""
    carried = (story for story in stories if story.id in carriers)
    return tuple(
        story if story.source in sources else _carried_by(story, carriers[story.id])
        for story in carried
    )


def _carried_by(story: Story, carrier: Row[Any]) -> Story:
    return replace(story, source=carrier.source, position=_position(carrier))


def _story(row: Row[Any]) -> Story:
    data = json.loads(row.data) | {"id": row.id, "text": row.text}
    return replace(from_plain(Story, data, f"story {row.id}"), position=_position(row))


def _position(row: Row[Any]) -> FeedPosition | None:
    if row.position is None:
        return None
    return FeedPosition(number=row.position, count=row.position_count)
