"""Insert-or-nothing and insert-or-update, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

Row = Mapping[str, Any]


def _insert(connection: Connection, table: Table) -> Any:
    """The engine's own insert; the other engine is not even loaded."""
    insert: Any
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert
    return insert(table)


def insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Insert the row unless its key is there; True where it was inserted."""
    query = _insert(connection, table).values(**row).on_conflict_do_nothing()
    # Not rowcount: PostgreSQL's driver does not tell it for every insert.
    return connection.execute(query.returning(*table.primary_key)).first() is not None


def insert_all_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose keys are not there yet."""
    connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def insert_all_returning(
    connection: Connection, table: Table, rows: Sequence[Row], column: str
) -> frozenset[Any]:
    """Insert the rows whose keys are not there yet; a column's values of those inserted."""
    query = _insert(connection, table).on_conflict_do_nothing().returning(table.c[column])
    return frozenset(connection.execute(query, rows).scalars()) if rows else frozenset()


def put(connection: Connection, table: Table, row: Row, *, key: Sequence[str]) -> None:
    """Insert the row, or replace what stands under its key."""
    rest = {name: value for name, value in row.items() if name not in key}
    query = _insert(connection, table).values(**row)
    connection.execute(query.on_conflict_do_update(index_elements=list(key), set_=rest))
