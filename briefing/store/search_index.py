"""Keeps the search index what stories and editions say, within the caller's transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, select

from briefing.store import tables as t
from briefing.store.search_documents import (
    Document,
    DocumentKind,
    edition_document,
    loaded,
    minute_of,
    story_document,
)
from briefing.store.search_pairs import pair_numbers
from briefing.store.search_tables import documents, words, words_with_pairs

logger = logging.getLogger(__name__)

# A document's number is the minute of its day, then a count within that minute: the newest have
# the highest, and a range of days is a range of numbers. Of more than 16,384 of one minute the
# rest are counted in the next.
COUNT_BITS = 14
# Documents put in at once; chosen, not measured.
BATCH_DOCUMENTS = 500
# After so many, filling an old store's index says how far it is; chosen, not measured.
PROGRESS_DOCUMENTS = 10_000

_LOWEST = -(1 << 62)
_NO_SOURCES: tuple[str, ...] = ()


def index_stories(connection: Connection, ids: Iterable[str]) -> None:
    """Bring what is searched of these stories up to date."""
    for part in _parts(ids):
        _put(connection, "story", part, _story_documents(connection, part))


def index_edition(connection: Connection, edition_id: str) -> None:
    """Bring what is searched of an edition up to date; one that is gone is not found any more."""
    found = _edition_documents(connection, (edition_id,))
    _put(connection, "edition", (edition_id,), found)


def index_named(connection: Connection) -> None:
    """Bring the stories that editions name up to date: a migration calls this."""
    for part in _pages(connection, t.edition_texts.c.story_id):
        index_stories(connection, part)


def refill(connection: Connection) -> None:
    """Make the whole index anew."""
    connection.execute(delete(words))
    connection.execute(delete(documents))
    fill(connection)


def fill(connection: Connection) -> None:
    """Put all stories and editions into an empty index, and say how far it is now and then.

    Only columns that the first store with an index had are read: a migration calls this.
    """
    total = connection.execute(select(func.count()).select_from(t.stories)).scalar_one()
    for done, part in enumerate(_pages(connection, t.stories.c.id)):
        _insert(connection, _story_documents(connection, part))
        if (done + 1) * BATCH_DOCUMENTS % PROGRESS_DOCUMENTS == 0:
            logger.warning("search index: %d of %d stories", (done + 1) * BATCH_DOCUMENTS, total)
    for part in _pages(connection, t.editions.c.id):
        _insert(connection, _edition_documents(connection, part))


def _pages(connection: Connection, key: Any) -> Iterator[tuple[str, ...]]:
    """All ids of a column, each once and in their order, batch by batch."""
    last = ""
    while True:
        query = select(key).distinct().where(key > last).order_by(key).limit(BATCH_DOCUMENTS)
        part = tuple(connection.execute(query).scalars())
        if not part:
            return
        yield part
        last = part[-1]


def _parts(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(dict.fromkeys(ids))
    while part := tuple(islice(rest, BATCH_DOCUMENTS)):
        yield part


def _put(
    connection: Connection, kind: DocumentKind, refs: Sequence[str], found: Sequence[Document]
) -> None:
    """What has changed goes out and comes in again; what is gone goes out."""
    before = _stored(connection, kind, refs)
    same = {
        document.ref
        for document in found
        if document.ref in before and _is_same(before[document.ref], document)
    }
    old = [row.number for ref, row in before.items() if ref not in same]
    _remove(connection, sorted(old))
    _insert(connection, [document for document in found if document.ref not in same])


def _is_same(row: Row[Any], document: Document) -> bool:
    return (row.title, row.body, row.facets) == document.texts and row.day == document.day


def _stored(connection: Connection, kind: DocumentKind, refs: Sequence[str]) -> dict[str, Row[Any]]:
    """What the index holds of these, by id."""
    query = select(documents.c.ref, documents.c.number, documents.c.day, *words.c)
    query = query.join_from(documents, words, words.c.rowid == documents.c.number)
    query = query.where(documents.c.kind == kind, documents.c.ref.in_(refs))
    return {row.ref: row for row in connection.execute(query)}


def _remove(connection: Connection, numbers: Sequence[int]) -> None:
    if numbers:
        rows = [{"old": number} for number in numbers]
        connection.execute(delete(words).where(words.c.rowid == bindparam("old")), rows)
        connection.execute(delete(documents).where(documents.c.number == bindparam("old")), rows)


def _insert(connection: Connection, found: Sequence[Document]) -> None:
    """In the order of their numbers: SQLite then writes them in one go."""
    numbered = _numbered(connection, sorted(found, key=lambda one: (one.day, one.ref)))
    if not numbered:
        return
    rows = [
        {"number": number, "kind": one.kind, "ref": one.ref, "day": one.day}
        for number, one in numbered
    ]
    connection.execute(documents.insert(), rows)
    _insert_words(connection, numbered)


def _insert_words(connection: Connection, numbered: Sequence[tuple[int, Document]]) -> None:
    texts: list[dict[str, Any]] = [
        {"rowid": number, "title": one.title, "body": one.body, "facets": one.facets}
        for number, one in numbered
    ]
    if connection.dialect.name == "sqlite":
        connection.execute(words.insert(), texts)
        return
    paired = [text | {"pairs": pair_numbers((text["title"], text["body"]))} for text in texts]
    connection.execute(words_with_pairs.insert(), paired)


def _numbered(connection: Connection, found: Sequence[Document]) -> list[tuple[int, Document]]:
    """Documents, sorted by day, with the next free number of the minute of each."""
    numbered: list[tuple[int, Document]] = []
    last = _LOWEST
    for document in found:
        last = _next_number(connection, minute_of(document.day), last)
        numbered.append((last, document))
    return numbered


def _next_number(connection: Connection, minute: int, last: int) -> int:
    """A free number of a minute, behind the last that was given."""
    if last < first_number(minute):
        return _last_number(connection, minute) + 1
    following = last + 1
    is_within = following % first_number(1) != 0
    return following if is_within else _last_number(connection, following >> COUNT_BITS) + 1


def first_number(minute: int) -> int:
    """The number of the first document of a minute."""
    return minute << COUNT_BITS


# Asked for nearly each story: made once, as making it costs more than the answer.
_HIGHEST = select(func.max(documents.c.number)).where(
    documents.c.number >= bindparam("start"), documents.c.number < bindparam("end")
)


def _last_number(connection: Connection, minute: int) -> int:
    """The highest number of a minute that is taken, over into the next ones where it is full."""
    while True:
        start, end = first_number(minute), first_number(minute + 1)
        highest: int | None = connection.execute(_HIGHEST, {"start": start, "end": end}).scalar()
        if highest is None:
            return start - 1
        if highest < end - 1:
            return highest
        minute += 1


def _story_documents(connection: Connection, ids: Sequence[str]) -> list[Document]:
    carried, named = _carriers(connection, ids), _named(connection, ids)
    return [
        story_document(
            row.id,
            day=row.published or row.first_seen,
            story=loaded(row.data),
            text=row.text,
            sources=(row.source, *carried.get(row.id, _NO_SOURCES)),
            is_named=row.id in named,
        )
        for row in connection.execute(_stories().where(t.stories.c.id.in_(ids)))
    ]


def _stories() -> Select[Any]:
    s, x = t.stories.c, t.story_texts.c
    same = (x.story_id == s.id) & (x.sha256 == s.text_sha256)
    columns = (s.id, s.source, s.published, s.first_seen, s.data, x.text)
    return select(*columns).join_from(t.stories, t.story_texts, same)


def _carriers(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    c = t.story_sources.c
    carried: dict[str, list[str]] = {}
    for row in connection.execute(select(c.story_id, c.source).where(c.story_id.in_(ids))):
        carried.setdefault(row.story_id, []).append(row.source)
    return carried


def _named(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """Those of the stories that editions name."""
    c = t.edition_texts.c
    return frozenset(connection.execute(select(c.story_id).where(c.story_id.in_(ids))).scalars())


def _edition_documents(connection: Connection, ids: Sequence[str]) -> list[Document]:
    e = t.editions.c
    query = select(e.id, e.created, e.data).where(e.id.in_(ids))
    return [
        edition_document(row.id, day=row.created, edition=loaded(row.data))
        for row in connection.execute(query)
    ]
