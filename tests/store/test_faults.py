"""What can befall a SQLite store: a full disk, a lock, a power cut. Nothing half done survives."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from briefing.errors import StoreError
from briefing.store import Store
from tests.make import NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    yield opened
    opened.close()


def add(store: Store, number: int) -> None:
    name = "x" * 180
    store.subscribers.add(f"r{number}@example.org", newsletter="n", name=name, at=NOW)


def sound(file: Path) -> tuple[int, int]:
    """Subscribers and their history, in a file that must be whole."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("subscribers", "subscription_history")
        ]
    return counts[0], counts[1]


def test_a_full_disk_loses_nothing_that_was_said_to_be_done(store: Store, tmp_path: Path) -> None:
    pages = 0

    def limit(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine = store.subscribers._database.engine
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] + 10
    engine.dispose()
    event.listen(engine, "connect", limit)
    done = 0
    with pytest.raises(StoreError, match="make room"):
        for number in range(2000):
            add(store, number)
            done += 1
    assert done > 10
    event.remove(engine, "connect", limit)
    engine.dispose()
    assert sound(tmp_path / "b.db") == (done, done)
    add(store, 5000)
    assert sound(tmp_path / "b.db") == (done + 1, done + 1)


def test_a_lock_that_is_held_too_long_is_said(store: Store, tmp_path: Path) -> None:
    engine = store.subscribers._database.engine
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 100"))
    with closing(sqlite3.connect(tmp_path / "b.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program holds it"):
            add(store, 1)
        other.execute("ROLLBACK")
    add(store, 1)
    assert sound(tmp_path / "b.db") == (1, 1)


def test_a_power_cut_leaves_a_moment_of_the_past(store: Store, tmp_path: Path) -> None:
    """The file and a log cut at a random byte: whole, and all of some first transactions."""
    chance, cuts = random.Random(1), tmp_path / "cuts"
    cuts.mkdir()
    store.subscribers._database.scrub()  # the tables are on the disk, the log is empty
    seen = set()
    for number in range(40):
        add(store, number)
        copy = cuts / f"{number}.db"
        shutil.copy(tmp_path / "b.db", copy)
        log = (tmp_path / "b.db-wal").read_bytes()
        (cuts / f"{number}.db-wal").write_bytes(log[: chance.randrange(len(log) + 1)])
        count, history = sound(copy)
        assert count == history <= number + 1
        seen.add(count)
    assert len(seen) > 5


def test_a_place_without_a_log_is_refused(tmp_path: Path) -> None:
    """A file whose journal cannot become a write-ahead log, as on a network folder."""
    from briefing.store.engine import _prepare_sqlite

    refused = pytest.raises(sqlite3.Error, match="no write-ahead log")
    with closing(sqlite3.connect(":memory:")) as connection, refused:
        _prepare_sqlite(connection, None)  # type: ignore[arg-type]
