"""Brings a store to this version's tables: creates, backs up and upgrades, or refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from briefing.errors import StoreError
from briefing.store.engine import Database, shown, translated


def prepare(database: Database, *, now: datetime) -> tuple[str, ...]:
    """Create or upgrade the tables; returns what there is to say about it.

    An older SQLite file is copied beside itself first. StoreError where the
    store is newer than this program.
    """
    with _alembic() as config:
        scripts = ScriptDirectory.from_config(config)
        newest, current = scripts.get_current_head(), _current(database)
        if current == newest:
            return ()
        notes = _before_upgrade(database, scripts, current, now)
    upgrade(database)
    return notes


def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations up to a revision."""
    with _alembic() as config, translated(database.url), database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@contextmanager
def _alembic() -> Iterator[Config]:
    with as_file(files("briefing.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        yield config


def _current(database: Database) -> str | None:
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _before_upgrade(
    database: Database, scripts: ScriptDirectory, current: str | None, now: datetime
) -> tuple[str, ...]:
    if current is None:
        return ()
    try:
        scripts.get_revision(current)
    except CommandError as error:
        hint = "install a newer briefing, or name another store"
        what = f"was made by a newer briefing (schema {current})"
        raise StoreError(what, where=shown(database.url), hint=hint) from error
    if not database.is_sqlite:
        return (f"the store is upgraded from schema {current}",)
    copy = _copy(Path(database.engine.url.database or ""), now)
    return (f"the store is upgraded from schema {current}; the old one is kept in {copy.name}",)


def _copy(file: Path, now: datetime) -> Path:
    target = file.with_name(f"{file.name}.{now:%Y%m%dT%H%M%SZ}.backup")
    shutil.copy2(file, target)
    return target
