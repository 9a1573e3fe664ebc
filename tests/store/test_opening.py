"""Opening a store: new, old, newer, and what is no store at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from briefing.errors import StoreError
from briefing.models import Keyed
from briefing.store import Store
from briefing.store.engine import Database, shown
from briefing.store.tables import metadata
from tests.make import NOW, make_story

TO_FIRST_SCHEMA = """
DROP TABLE story_sources;
ALTER TABLE sources DROP COLUMN address;
ALTER TABLE sources DROP COLUMN moved;
ALTER TABLE sources DROP COLUMN retry_at;
ALTER TABLE sources DROP COLUMN fresh_until;
ALTER TABLE sources DROP COLUMN paused;
UPDATE alembic_version SET version_num = '0001';
"""


def test_the_migrations_make_the_tables_we_use(store: Store, url: str) -> None:
    store.close()
    database = Database(url)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    database.engine.dispose()


def test_an_older_store_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/b.db"
    store = Store.open(url, now=NOW)
    story = make_story()
    store.stories.add([Keyed(story=story, keys=("k",), origin_sha256="0")], seen_at=NOW)
    store.close()
    with sqlite3.connect(tmp_path / "b.db") as connection:
        connection.executescript(TO_FIRST_SCHEMA)
    connection.close()
    store = Store.open(url, now=NOW)
    (note,) = store.notes
    assert "upgraded from schema 0001" in note
    assert note.endswith("b.db.20261124T060000Z.backup")
    assert (tmp_path / "b.db.20261124T060000Z.backup").exists()
    assert store.stories.window(sources=["wire"]) == (story,)
    store.close()


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/b.db"
    Store.open(url, now=NOW).close()
    with sqlite3.connect(tmp_path / "b.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer briefing"):
        Store.open(url, now=NOW)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough", b"\x00" * 5000])
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.db").write_bytes(content)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)


@pytest.mark.parametrize("url", ["nonsense", "mysql+x://a/b", "sqlite:////no/such/folder/b.db", ""])
def test_what_cannot_be_opened_is_said_in_words(url: str) -> None:
    with pytest.raises(StoreError):
        Store.open(url, now=NOW)


def test_no_password_is_shown() -> None:
    assert "secret" not in shown("postgresql://me:secret@host/name")
