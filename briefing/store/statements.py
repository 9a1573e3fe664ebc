"""Statements that run for every message: put into the database's words once, then as they are.

SQLAlchemy works out a statement's parameters anew for each row, which costs
more than SQLite needs to run it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.sql.expression import ClauseElement


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement in one database's words; `order` is empty where its parameters have names."""

    sql: str
    constants: Mapping[str, Any]
    order: tuple[str, ...]


class PreparedStatement:
    """A statement with two named parameters or more. Values go to the driver as they are arguments.

    `each` names the parameters that differ from row to row, where it is run
    for several; `tail` is what stands behind it in both databases' words.
    """

    def __init__(
        self, statement: Executable, *, each: tuple[str, ...] = (), tail: str = ""
    ) -> None:
        assert isinstance(statement, ClauseElement)
        self._statement = statement
        self._each = each
        self._tail = tail
        self._known: dict[str, _Text] = {}

    def run(
        self, connection: Connection, shared: Mapping[str, Any], rows: Iterable[tuple[Any, ...]]
    ) -> int:
        """Run it once for each row of values; returns how many rows of the table it met."""
        text = self._text(connection)
        fixed = {**text.constants, **shared}
        for name in self._each:
            fixed.pop(name, None)
        names, values = (*fixed, *self._each), tuple(fixed.values())
        if text.order:
            pick = itemgetter(*(names.index(name) for name in text.order))
            arguments: list[Any] = [pick(values + row) for row in rows]
        else:
            arguments = [dict(zip(names, values + row, strict=True)) for row in rows]
        return connection.exec_driver_sql(text.sql, arguments).rowcount

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """Run it once; the rows it gives, as the driver has them."""
        text = self._text(connection)
        full = {**text.constants, **values}
        arguments = tuple(full[name] for name in text.order) if text.order else full
        return connection.exec_driver_sql(text.sql, arguments).all()

    def _text(self, connection: Connection) -> _Text:
        name = connection.dialect.name
        if name not in self._known:
            compiled = self._statement.compile(dialect=connection.dialect)
            order = tuple(getattr(compiled, "positiontup", None) or ())
            self._known[name] = _Text(f"{compiled}{self._tail}", compiled.params, order)
        return self._known[name]
