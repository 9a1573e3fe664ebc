"""Opening a store: new, old, newer, and what is no store at all."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import briefing.store
from briefing.errors import StoreError
from briefing.models import Edit
from briefing.store import Store
from briefing.store.engine import Database, shown
from briefing.store.schema import current, revisions, upgrade
from briefing.store.search_tables import search_metadata
from briefing.store.tables import metadata
from tests.make import NOW

MOMENT = "2026-11-24T06:00:00.000000Z"
STORY = '{"title": "Bridge falls", "source": "wire"}'
FIRST_ROWS = f"""
INSERT INTO stories VALUES ('s1', 'wire', NULL, '{MOMENT}', 'hash', '{STORY}');
INSERT INTO story_texts VALUES ('s1', 'hash', 'A bridge fell.', '0', '{MOMENT}');
INSERT INTO slots VALUES ('n', '2026-11-24T07:00', '{MOMENT}', 'sent', '', '', NULL);
"""


def first_schema(file: Path) -> None:
    """A store as the first version left it, with a story and a slot."""
    database = Database(f"sqlite:///{file}")
    upgrade(database, "0001")
    database.engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST_ROWS)


def test_a_commit_on_a_server_is_on_its_disk(cluster_url: str) -> None:
    """Whatever the server does for others, and what no session can change is said."""
    store = Store.open(f"{cluster_url}%20-csynchronous_commit%3Doff", now=NOW)
    with store._database.read() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    assert store.integrity_faults() == ("fsync is off: a power cut may lose what was sent",)
    store.close()


def _is_described(name: str | None, kind: str, parents: object) -> bool:
    """`search_words` and what SQLite keeps behind it no description of tables can tell."""
    del parents
    return kind != "table" or not (name or "").startswith("search_words")


def test_the_migrations_make_the_tables_of_a_new_store(store: Store, url: str) -> None:
    """A new store is made as it is today, an old one step by step: they end alike."""
    newest = store.schema()
    store.close()
    database = Database(url)
    with database.write() as connection:
        metadata.drop_all(connection)
        search_metadata.drop_all(connection)
        for table in ("search_words", "alembic_version"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    upgrade(database)
    assert current(database) == newest
    with database.read() as connection:
        options = {"compare_type": False, "include_name": _is_described}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, [metadata, search_metadata]) == []
    database.engine.dispose()


def test_an_older_store_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    first_schema(tmp_path / "b.db")
    store = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    (note,) = store.notes
    assert "upgraded from schema 0001" in note
    assert note.endswith("b.db.20261124T060000Z.backup")
    assert (tmp_path / "b.db.20261124T060000Z.backup").exists()
    assert [story.text for story in store.stories.window(sources=["wire"])] == ["A bridge fell."]
    assert [slot.state for slot in store.slots.list("n")] == ["sent"]
    store.close()


def test_decisions_of_before_stand_among_the_edits_in_their_order(tmp_path: Path) -> None:
    """Schema 4 had two tables; the last hold, drop or free counts, whichever it was in."""
    file = tmp_path / "b.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database, "0004")
    database.engine.dispose()
    edit = json.dumps({"kind": "hold", "story_ids": ["s1"], "value": "legal", "by": "Ben"})
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(FIRST_ROWS.partition("INSERT INTO slots")[0])
        connection.execute(
            "INSERT INTO edits (number, edition_id, data, at) VALUES (7, NULL, ?, ?)",
            (edit, "2026-11-24T07:00:00.000000Z"),
        )
        connection.executemany(
            "INSERT INTO decisions VALUES (?, 's1', ?, ?, ?, 'Ada', ?)",
            [
                (1, "hold", "2026-11-25T06:00:00.000000Z", "why", MOMENT),
                (2, "free", None, "", "2026-11-24T08:00:00.000000Z"),
            ],
        )
    store = Store.open(f"sqlite:///{file}", now=NOW)
    numbered = store.edits.list()
    assert [(one.number, one.edit.kind, one.edit.by) for one in numbered] == [
        (1, "hold", "Ada"),
        (2, "hold", "Ben"),
        (3, "free", "Ada"),
    ]
    assert numbered[0].edit.until == datetime(2026, 11, 25, 6, tzinfo=UTC)
    assert numbered[0].edit.reason == "why"
    assert store.edits.add(Edit(kind="drop", story_ids=("s1",)), at=NOW) == 4
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


def opened_after(lines: str, url: str) -> str:
    """What is said where a store is opened by a process of its own, after these lines."""
    opening = "from tests.make import NOW; from briefing.store import Store"
    program = f"{lines}\n{opening}\nStore.open({url!r}, now=NOW)"
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_a_driver_that_is_not_installed_is_named() -> None:
    said = opened_after("import sys; sys.modules['psycopg'] = None", "postgresql://db/letter")
    assert "its driver is not installed (pip install 'morning-briefing[postgres]')" in said


def test_a_disk_without_room_is_named(tmp_path: Path) -> None:
    """No file of the process may grow beyond 100 kB, as if that were all there is."""
    lines = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (100_000, r.RLIM_INFINITY))"
    said = opened_after(lines, f"sqlite:///{tmp_path}/briefing.db")
    assert "make room" in said


def test_no_password_is_shown() -> None:
    assert "secret" not in shown("postgresql://me:secret@host/name")


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW).close()
    assert stat.S_IMODE((tmp_path / "b.db").stat().st_mode) == 0o600


def test_the_revisions_are_those_of_the_migrations_in_their_order() -> None:
    """They are told from file names, so that opening a store loads no migration."""
    folder = Path(briefing.store.__file__).parent / "migrations"
    scripts = ScriptDirectory(str(folder))
    chain = [script.revision for script in scripts.walk_revisions()]
    assert list(revisions()) == chain[::-1]
