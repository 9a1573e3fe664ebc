"""Looks whether a store is sound."""

from __future__ import annotations

from briefing.store.engine import Database

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def ailments(database: Database) -> tuple[str, ...]:
    """What is wrong with a store, in plain words; of PostgreSQL its own tools know more."""
    if not database.is_sqlite:
        return _of_a_server(database)
    with database.raw() as connection:
        sound = connection.execute("PRAGMA quick_check(3)").fetchall()
        found = [f"the file is damaged: {row[0]}" for row in sound if row[0] != "ok"]
        for name, wanted in WANTED.items():
            value = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if value != wanted:
                found.append(f"{name} is {value}, not {wanted}: a power cut may lose what was sent")
    return tuple(found)


def _of_a_server(database: Database) -> tuple[str, ...]:
    """What no session can change: a server that never waits for its disk."""
    with database.read() as connection:
        value = connection.exec_driver_sql("SHOW fsync").scalar_one()
    return () if value == "on" else (f"fsync is {value}: a power cut may lose what was sent",)
