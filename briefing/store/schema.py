"""Brings a store to this version's tables: creates, backs up and upgrades, or refuses."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, text

from briefing.errors import StoreError
from briefing.store.engine import Database, shown
from briefing.store.search_tables import create_words, search_metadata
from briefing.store.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

logger = logging.getLogger(__name__)

# Any number, the same in every process.
UPGRADE_LOCK = 7_325_001
# As Alembic makes it.
_VERSIONS = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), primary_key=True),
)


def prepare(database: Database, *, now: datetime) -> tuple[str, ...]:
    """Create or upgrade the tables; returns what there is to say about it.

    An older SQLite file is copied beside itself first. StoreError where the
    store is newer than this program.
    """
    _make_private(database)
    newest, before = revisions()[-1], current(database)
    if before == newest:
        return ()
    notes = _before_upgrade(database, before, now)
    if before is not None or not _created(database, newest):
        upgrade(database)
    logger.info("the store has schema %s now, before it had %s", newest, before or "none")
    return notes


def _created(database: Database, newest: str) -> bool:
    """Make all tables as they are today; False where another process made them meanwhile.

    That is what the migrations make of nothing, a test compares; Alembic need not be loaded.
    """
    with database.write() as connection:
        _hold(database, connection)
        if inspect(connection).has_table(_VERSIONS.name):
            return False
        metadata.create_all(connection)
        search_metadata.create_all(connection)
        create_words(connection)
        _VERSIONS.create(connection)
        connection.execute(insert(_VERSIONS).values(version_num=newest))
    return True


def _hold(database: Database, connection: Connection) -> None:
    """Of many processes one makes the tables; a transaction of SQLite is the only one anyway."""
    if not database.is_sqlite:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")


def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations up to a revision, all or none; of many processes one does it."""
    from alembic import command  # only a store that is older needs it

    with _alembic() as config, database.write() as connection:
        _hold(database, connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _make_private(database: Database) -> None:
    """A new SQLite file is for its owner alone: it will hold readers' addresses."""
    file = Path(database.engine.url.database or "") if database.is_sqlite else None
    if file and file.parent.is_dir() and not file.exists():
        with suppress(OSError):  # opening it will say why
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


@contextmanager
def _alembic() -> Iterator[Config]:
    from alembic.config import Config

    with as_file(files("briefing.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        yield config


def current(database: Database) -> str | None:
    """The revision a store has; None where it has no tables."""
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


@cache
def revisions() -> tuple[str, ...]:
    """The revisions this program knows, oldest first: each migration's file begins with its own."""
    folder = files("briefing.store") / "migrations" / "versions"
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(name[:4] for name in names if name[:4].isdigit()))


def _before_upgrade(database: Database, before: str | None, now: datetime) -> tuple[str, ...]:
    if before is None:
        return ()
    if before not in revisions():
        hint = "install a newer briefing, or name another store"
        what = f"was made by a newer briefing (schema {before})"
        raise StoreError(what, where=shown(database.url), hint=hint)
    if not database.is_sqlite:
        return (f"the store is upgraded from schema {before}",)
    file = Path(database.engine.url.database or "")
    copy = file.with_name(f"{file.name}.{now:%Y%m%dT%H%M%SZ}.backup")
    if not copy.exists():  # another process may upgrade at the same moment
        vacuum_into(database, copy)
    return (f"the store is upgraded from schema {before}; the old one is kept in {copy.name}",)


def vacuum_into(database: Database, file: Path) -> None:
    """Copy a SQLite store, as it stands at one moment, into a file for its owner alone."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", where=str(file)) from error
    with database.raw() as connection:
        connection.execute("VACUUM INTO ?", (str(file),))


EXPECTED_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def integrity_faults(database: Database) -> tuple[str, ...]:
    """What is wrong with a store, in plain words; of PostgreSQL its own tools know more."""
    if not database.is_sqlite:
        return _of_a_server(database)
    with database.raw() as connection:
        sound = connection.execute("PRAGMA quick_check(3)").fetchall()
        faults = [f"the file is damaged: {row[0]}" for row in sound if row[0] != "ok"]
        for name, expected in EXPECTED_PRAGMAS.items():
            value = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if value != expected:
                faults.append(
                    f"{name} is {value}, not {expected}: a power cut may lose what was sent"
                )
    return tuple(faults)


def _of_a_server(database: Database) -> tuple[str, ...]:
    """What no session can change: a server that never waits for its disk."""
    with database.read() as connection:
        value = connection.exec_driver_sql("SHOW fsync").scalar_one()
    return () if value == "on" else (f"fsync is {value}: a power cut may lose what was sent",)
