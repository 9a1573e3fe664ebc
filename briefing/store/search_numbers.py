"""Which documents fit, newest first, as each engine reads the fewest pages for it.

SQLite's FTS5 gives them in the order of their numbers and stops when told. PostgreSQL's GIN
knows no order: of words that most documents have, the newest documents are looked through; of
others all that fit are taken from the index and sorted. Its planner cannot tell which is
cheaper, as it does not count what unpacking a vector costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, select

from briefing.store.search_conditions import Matching
from briefing.store.search_tables import words

# So many of the newest documents are tried; chosen, not measured.
TRIED_DOCUMENTS = 200
# Where this share of them fits, the next are read in order, too; chosen, not measured.
COMMON_SHARE = 0.4
# Texts that are read at once to see whether a phrase stands in them; chosen, not measured.
BATCH_TEXTS = 500
# For the bitmap of a common word: what does not fit is read again document by document.
BITMAP_MEMORY_KB = 32_768


def prepare_session(connection: Connection, most_milliseconds: int) -> None:
    """Bound what a search takes of a server; of a file the query's length bounds it."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {most_milliseconds}")
        connection.exec_driver_sql(f"SET LOCAL work_mem = {BITMAP_MEMORY_KB}")
        connection.exec_driver_sql("SET LOCAL jit = off")


def newest_numbers(
    connection: Connection,
    match: Matching,
    conditions: Sequence[ColumnElement[bool]],
    *,
    most: int,
) -> list[int]:
    """The numbers of the newest documents that fit."""
    asked = (match.indexed, *conditions)
    if match.read:
        return _read(connection, _every(connection, asked), match.read, most)
    if connection.dialect.name != "sqlite":
        tried = _among_newest(connection, asked, TRIED_DOCUMENTS, most)
        if len(tried) >= COMMON_SHARE * TRIED_DOCUMENTS:
            found = _among_newest(connection, asked, int(most / COMMON_SHARE), most)
            if len(found) == most:
                return found
    return list(connection.execute(_every(connection, asked).limit(most)).scalars())


def _every(connection: Connection, asked: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """All that fit: PostgreSQL has to sort them, for it would read all documents in order else."""
    order = words.c.rowid if connection.dialect.name == "sqlite" else words.c.rowid + 0
    return select(words.c.rowid).where(*asked).order_by(order.desc())


def _among_newest(
    connection: Connection, asked: Sequence[ColumnElement[bool]], count: int, most: int
) -> list[int]:
    """Those of the newest documents that fit."""
    newest = select(words.c.rowid).order_by(words.c.rowid.desc()).limit(1).offset(count)
    start = connection.execute(newest).scalar()
    later = (words.c.rowid > start,) if start is not None else ()
    query = select(words.c.rowid).where(*later, *asked).order_by(words.c.rowid.desc())
    return list(connection.execute(query.limit(most)).scalars())


def _read(
    connection: Connection,
    candidates: Select[Any],
    conditions: Sequence[ColumnElement[bool]],
    most: int,
) -> list[int]:
    """Those of the candidates whose texts fit, read until there are enough."""
    found: list[int] = []
    for part in _batches(connection, candidates):
        query = select(words.c.rowid).where(numbered(part), *conditions)
        found += connection.execute(query.order_by(words.c.rowid.desc())).scalars()
        if len(found) >= most:
            break
    return found[:most]


def numbered(numbers: Sequence[int]) -> ColumnElement[bool]:
    """True for these documents; the numbers are written out, as hundreds of parameters are dear."""
    listed: BindParameter[int] = bindparam("numbers", numbers, expanding=True, literal_execute=True)
    return words.c.rowid.in_(listed)


def _batches(connection: Connection, query: Select[Any]) -> Iterator[Sequence[int]]:
    with connection.execute(query) as candidates:
        yield from candidates.scalars().partitions(BATCH_TEXTS)
