"""Back to an earlier version as docs/upgrade.md tells it: the copy an upgrade made is a store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.store.engine import Database
from briefing.store.schema import current, prepare, revisions, upgrade

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_the_copy_of_an_upgrade_is_the_store_as_it_was(tmp_path: Path) -> None:
    file, older = tmp_path / "briefing.db", revisions()[-2]
    database = Database(f"sqlite:///{file}")
    upgrade(database, older)
    notes = prepare(database, now=NOW)
    database.engine.dispose()
    copy = tmp_path / "briefing.db.20261124T060000Z.backup"
    assert copy.name in notes[0]
    file.rename(tmp_path / "briefing.db.newer")
    copy.rename(file)
    put_back = Database(f"sqlite:///{file}")
    assert current(put_back) == older
    put_back.engine.dispose()


def test_a_newer_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "briefing.db"
    database = Database(f"sqlite:///{file}")
    prepare(database, now=NOW)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="was made by a newer briefing"):
        prepare(database, now=NOW)
    assert current(database) == "9999"
    database.engine.dispose()
