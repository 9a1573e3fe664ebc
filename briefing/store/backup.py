"""A store out into one file while it is in use, and back in again.

A backup is itself a store, a SQLite file, whatever engine it came from: it
can be opened, looked at, and restored into either engine.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.schema import Table

from briefing.errors import StoreError
from briefing.store import desk_tables as desk
from briefing.store import tables as t
from briefing.store.commit_count import counts_in
from briefing.store.engine import Database, shown
from briefing.store.schedule_state import RESTORED
from briefing.store.schema import prepare, upgrade, vacuum_into
from briefing.store.search_index import refill
from briefing.store.suppression import keep_suppressed, suppressed_in
from briefing.store.upsert import put

# Rows copied at once; chosen, not measured.
BATCH_ROWS = 500
OPEN = ("pending", "leased", "sending", "deferred")
PUT_BACK = "the store was put back from a copy: whether it was sent since is not known"
DOUBT = "restored from a backup: whether it was sent since is not known"


def backup(database: Database, target: Path) -> int:
    """Write the whole store, as it stands at one moment, into a new file; its size in bytes.

    It may be in use meanwhile. StoreError where the file exists or cannot be
    written. It holds addresses and secrets: only its owner may read it.
    """
    beside = _beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if database.is_sqlite:
            vacuum_into(database, beside)
        else:
            _copy_into(database, beside)
        _make_durable(beside)
        beside.replace(target)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", where=str(target)) from error
    finally:
        beside.unlink(missing_ok=True)
    return target.stat().st_size


def restore(database: Database, old: Database, *, now: datetime) -> int:
    """Put what an opened backup holds in the place of all a store holds, all or nothing.

    The store is marked: no slot up to `now` is sent unasked, and what was on
    its way is in doubt. Who has left, bounced or was blocked since the backup
    stays so; returns how many those are.
    """
    suppressed = suppressed_in(database)
    with database.write() as target, old.read() as origin:
        counts = counts_in(target)
        _replace_all(origin, target)
        for key, value in counts.items():
            put(target, t.meta, {"key": key, "value": value}, key=["key"])
        mark_put_back(target, now, DOUBT)
        refill(target)
        _count_on(target)
        count = keep_suppressed(target, suppressed, now)
    database.scrub()
    return count


def _beside(target: Path) -> Path:
    if target.exists():
        raise StoreError("exists already", where=str(target), hint="name a file that does not")
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)
    return beside


def _copy_into(database: Database, file: Path) -> None:
    """Row by row, from one snapshot, into a SQLite file of the same schema."""
    file.touch(mode=0o600)
    copy = Database(f"sqlite:///{file}")
    try:
        upgrade(copy)
        with database.snapshot() as origin, copy.write() as target:
            for table in t.metadata.sorted_tables:
                _copy_rows(table, origin, target)
            refill(target)
        copy.settle()
    finally:
        copy.engine.dispose()


def _copy_rows(table: Table, origin: Connection, target: Connection) -> None:
    rows = origin.execution_options(yield_per=BATCH_ROWS).execute(select(table))
    for part in rows.mappings().partitions(BATCH_ROWS):
        target.execute(table.insert(), [dict(row) for row in part])


@contextmanager
def upgraded_copy(source: Path, now: datetime) -> Iterator[Database]:
    """A copy of a backup, upgraded to this version's tables; the backup stays as it is.

    StoreError where the file is no store.
    """
    if not source.is_file():
        hint = "backups lie in `backups/` beside the config, unless named otherwise"
        raise StoreError("there is no such file", where=str(source), hint=hint)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store.db"
        shutil.copyfile(source, copy)
        database = Database(f"sqlite:///{copy}")
        try:
            _refuse_what_is_no_store(database, source)
            prepare(database, now=now)
            yield database
        finally:
            database.engine.dispose()


def _refuse_what_is_no_store(database: Database, source: Path) -> None:
    hint = "name a file that `briefing db backup` wrote"
    refused = StoreError("is no sound backup of a store", where=shown(str(source)), hint=hint)
    try:
        with database.raw() as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except StoreError as error:
        raise refused from error
    if "alembic_version" not in names or sound != "ok":
        raise refused


def _replace_all(origin: Connection, target: Connection) -> None:
    for table in reversed(t.metadata.sorted_tables):
        target.execute(delete(table))
    for table in t.metadata.sorted_tables:
        _copy_rows(table, origin, target)


def mark_put_back(target: Connection, now: datetime, doubt: str) -> int:
    """No slot up to `now` is sent unasked, what was on its way is in doubt; returns how many."""
    put(target, t.meta, {"key": RESTORED, "value": now.isoformat()}, key=["key"])
    waiting = t.deliveries.c.state.in_(OPEN)
    values = {"state": "in_doubt", "reply": doubt, "worker": "", "lease_until": None}
    doubtful = target.execute(update(t.deliveries).where(waiting).values(**values)).rowcount
    target.execute(update(t.slots).values(taken_by=""))
    # Whoever was logged out, or was given a link, since the copy was made stays out.
    target.execute(delete(desk.sessions))
    target.execute(delete(desk.one_time).where(desk.one_time.c.kind == "link"))
    return doubtful


def _count_on(target: Connection) -> None:
    """PostgreSQL numbers rows by counters of its own, which rows with numbers do not move."""
    if target.dialect.name == "sqlite":
        return
    for table in t.metadata.sorted_tables:
        if "number" in table.c:
            highest = target.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar()
            counter = "SELECT setval(pg_get_serial_sequence(:name, 'number'), :next, false)"
            target.execute(text(counter), {"name": table.name, "next": (highest or 0) + 1})


def _make_durable(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
