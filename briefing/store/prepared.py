"""Statements that run for every message: put into the database's words once, then as they are.

SQLAlchemy works out a statement's parameters anew for each row, which costs
more than SQLite needs to run it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.sql.expression import ClauseElement


class Prepared:
    """A statement with named parameters. Values go to the driver as they are given."""

    def __init__(self, statement: Executable) -> None:
        assert isinstance(statement, ClauseElement)
        self._statement = statement
        self._known: dict[str, tuple[str, Mapping[str, Any], tuple[str, ...] | None]] = {}

    def run(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> int:
        """Run it once for each row of parameters; returns how many rows of the table it met."""
        text, constants, order = self._text(connection)
        full = [{**constants, **row} for row in rows]
        given: list[Any] = [tuple(row[name] for name in order) for row in full] if order else full
        return connection.exec_driver_sql(text, given).rowcount

    def _text(
        self, connection: Connection
    ) -> tuple[str, Mapping[str, Any], tuple[str, ...] | None]:
        name = connection.dialect.name
        if name not in self._known:
            compiled = self._statement.compile(dialect=connection.dialect)
            order = tuple(compiled.positiontup) if compiled.positiontup else None  # type: ignore[attr-defined]
            self._known[name] = (str(compiled), compiled.params, order)
        return self._known[name]
