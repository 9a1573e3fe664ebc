"""A store as each earlier version left it is upgraded with all it holds, and works."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, inspect, select

from briefing.models import Edit
from briefing.models.codec import dump
from briefing.store import Store
from briefing.store.engine import Database
from briefing.store.schema import revisions, upgrade
from briefing.store.search_index import refill
from tests.make import NOW, make_edition

MOMENT = "2026-11-24T06:00:00.000000Z"
HOLD = json.dumps({"kind": "hold", "story_ids": ["s1"], "value": "legal", "by": "Ben"})
STORY = json.dumps({"title": "Café falls", "source": "wire", "language": "de"})
# A row of every table of the first schema but `decisions`, which a test of its own follows.
ROWS: dict[str, dict[str, Any]] = {
    "stories": {"id": "s1", "source": "wire", "text_sha256": "h", "data": STORY},
    "story_keys": {"key": "k", "story_id": "s1"},
    "story_texts": {"story_id": "s1", "sha256": "h", "text": "It fell.", "origin_sha256": "0"},
    "story_titles": {"story_id": "s1", "sha256": "t", "title": "Café falls"},
    "sources": {"name": "wire", "etag": '"1"', "failures": 2, "error": "timed out"},
    "editions": {"id": "n-1", "newsletter": "n", "state": "sent", "data": dump(make_edition())},
    "edition_topics": {"edition_id": "n-1", "place": 0, "data": '{"id": "t", "title": "T"}'},
    "edition_files": {"edition_id": "n-1", "name": "index.html", "sha256": "x", "data": b"<p>"},
    "edits": {"edition_id": None, "kind": "hold", "data": HOLD},
    "slots": {"newsletter": "n", "local": "2026-11-24T07:00", "state": "sent"},
    "meta": {"key": "kept", "value": "1"},
    "subscribers": {"id": "r1", "address": "ada@example.org", "email": "Ada@example.org"},
    "subscriptions": {"subscriber_id": "r1", "newsletter": "n", "status": "active"},
    "subscription_history": {"subscriber_id": "r1", "newsletter": "n", "status": "active"},
    "deliveries": {"edition_id": "n-1", "subscriber_id": "r1", "state": "sent", "attempts": 1},
}
MOMENTS = {"at", "created", "due", "first_seen", "last_read", "seen_at"}
Rows = dict[str, dict[str, Any]]


def filled(connection: Connection, described: MetaData) -> Rows:
    """The rows as this schema takes them: what it has more of is filled in."""
    rows: Rows = {}
    for name, known in ROWS.items():
        columns = [column for column in described.tables[name].c if column.name != "number"]
        row = {c.name: known[c.name] if c.name in known else filler(c) for c in columns}
        rows[name] = {key: value for key, value in row.items() if value is not LEFT_OUT}
        connection.execute(described.tables[name].insert(), [rows[name]])
    return rows


LEFT_OUT = object()


def filler(column: Column[Any]) -> Any:
    """What stands in a column that a row says nothing of."""
    if column.nullable or column.server_default is not None:
        return LEFT_OUT
    if column.name in MOMENTS:
        return MOMENT
    return 0 if column.type.python_type is int else ""


def described(connection: Connection) -> MetaData:
    tables = MetaData()
    tables.reflect(connection, only=list(ROWS))
    return tables


def stored(connection: Connection, table: Table, row: dict[str, Any]) -> list[dict[str, Any]]:
    """What the table has of a row now, of the columns that it still has."""
    names = [name for name in row if name in table.c]
    keys = [table.c[name] == row[name] for name in names if table.c[name].primary_key]
    query = select(*(table.c[name] for name in names)).where(*keys)
    return [dict(found._mapping) for found in connection.execute(query)]


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_a_store_of_every_schema_keeps_what_it_holds(url: str, revision: str) -> None:
    database = Database(url)
    upgrade(database, revision)
    with database.write() as connection:
        rows = filled(connection, described(connection))
        if inspect(connection).has_table("search_documents"):
            refill(connection)  # rows that come in by no door of the store are not searched
    store = Store.open(url, now=NOW)
    assert f"upgraded from schema {revision}" in store.notes[0]
    with database.read() as connection:
        tables = described(connection).tables
        for name, row in rows.items():
            kept = {key: value for key, value in row.items() if key in tables[name].c}
            assert stored(connection, tables[name], row) == [kept], name
    database.engine.dispose()
    works(store)
    store.close()


def works(store: Store) -> None:
    """What was there is read, found and gone on with."""
    (story,) = store.stories.window()
    assert (story.id, story.text, story.language) == ("s1", "It fell.", "de")
    assert store.editions.state("n-1") == "sent"
    assert [numbered.edit.kind for numbered in store.edits.list()] == ["hold"]
    assert [hit.id for hit in store.archive.search("cafe fell").hits] == ["s1"]
    assert store.archive.search("", published_only=True).total == 1
    assert [slot.state for slot in store.slots.list("n")] == ["sent"]
    assert store.edits.add(Edit(kind="free", story_ids=("s1",)), at=NOW) > 1
