"""Puts a backup in the place of a store, also of one that cannot be opened any more."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from briefing.errors import StoreError
from briefing.store.backup import restore, upgraded_copy
from briefing.store.engine import Database
from briefing.store.schema import prepare, vacuum_into

logger = logging.getLogger(__name__)

DAMAGE = ("malformed", "not a database", "disk image")


def put_back(url: str, source: Path, *, now: datetime) -> tuple[str, ...]:
    """Restore a backup into the store of this URL; returns what there is to say about it.

    What the store held is kept in a file beside it (of PostgreSQL: not kept).
    A SQLite file that is damaged is moved aside. StoreError where the backup
    is none, or the store cannot be reached.
    """
    stamp, database = f"{now:%Y%m%dT%H%M%SZ}", Database(url)
    try:
        with upgraded_copy(source, now) as old:  # before anything is touched
            notes = _keep_current(database, stamp, now)
            out = restore(database, old, now=now)
        logger.info("restored from %s; %d readers stay out", source.name, out)
        return (*notes, *_report_lines(source, out, now))
    finally:
        database.engine.dispose()


def _report_lines(source: Path, out: int, now: datetime) -> Iterator[str]:
    yield f"restored from {source.name}; no slot before {now:%Y-%m-%d %H:%M} UTC is sent unasked"
    if out:
        yield f"{out} readers who left since the backup stay out"


def _keep_current(database: Database, stamp: str, now: datetime) -> tuple[str, ...]:
    file = Path(database.engine.url.database or "") if database.is_sqlite else None
    fresh = file is not None and not file.exists()
    try:
        notes = prepare(database, now=now)
        _check_file(database)
    except StoreError as error:
        if file is None or not any(sign in str(error) for sign in DAMAGE):
            raise
        return _moved_aside(database, file, stamp, now)
    if file is None or fresh:
        return notes
    copy = _free(file.with_name(f"{file.name}.{stamp}.before-restore"))
    vacuum_into(database, copy)
    return (*notes, f"what the store held is kept in {copy.name}")


def _free(file: Path) -> Path:
    """The file, or one with a number, where it is there already."""
    names = (file if n == 1 else file.with_name(f"{file.name}.{n}") for n in count(1))
    return next(path for path in names if not path.exists())


def _check_file(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.raw() as connection:
        result = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if result != "ok":
        raise StoreError(f"the disk image is malformed: {result}", where=database.url)


def _moved_aside(database: Database, file: Path, stamp: str, now: datetime) -> tuple[str, ...]:
    database.engine.dispose()
    broken = _free(file.with_name(f"{file.name}.{stamp}.broken"))
    try:
        file.rename(broken)
        for tail in ("-wal", "-shm"):
            file.with_name(f"{file.name}{tail}").unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"cannot be moved aside: {error.strerror}", where=str(file)) from error
    prepare(database, now=now)
    return (f"the store was damaged; it is kept in {broken.name}",)
