"""Full-text search over all stories and editions of a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import Connection, Row, Select, select

from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.search_conditions import matching
from briefing.store.search_documents import (
    SEARCHED_TEXT_CHARS,
    DocumentKind,
    edition_text,
    loaded,
)
from briefing.store.search_filters import SearchFilters, conditions_of, facets_of
from briefing.store.search_numbers import newest_numbers, numbered, prepare_session
from briefing.store.search_ranking import Candidate, ranked
from briefing.store.search_tables import documents, words
from briefing.text.search_query import SearchQuery, Term, parse_query
from briefing.text.search_snippet import Snippet, Span, found_spans, snippet

# More hits than these are told as "more": to count them all is to read them all.
MOST_COUNTED = 1_000
# Up to so many hits the best come first; of more the newest do. Chosen, not measured.
MOST_RANKED = 300
# Hits of one page; chosen, not measured.
MOST_HITS = 100
# Who turns more pages than these gives better words; chosen, not measured.
DEEPEST_OFFSET = 10_000
# Of a server, milliseconds; of a file the query's length bounds it. Chosen, not measured.
LONGEST_SEARCH_MS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story or edition that was found.

    `title_marks` are spans of `title`, `snippet.marks` spans of `snippet.text`,
    which is `text[start:start + len]` of the story as it stands now. Nothing
    is marked up. An edition's title is its subject; it has no outlet.
    """

    kind: DocumentKind
    id: str
    title: str
    title_marks: tuple[Span, ...]
    snippet: Snippet
    day: datetime
    language: str
    outlet: str = ""
    source: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A page of what was found.

    `total` counts up to 1,000; `more` says there are others. `by_relevance`
    is false where there were too many to weigh: then the newest come first.
    `cut` is true where the query had more words than are searched for.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    by_relevance: bool
    cut: bool


class ArchiveSearch:
    """The search over all that is stored, as it stands after the last write."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(
        self, query: str, *, limit: int = 20, offset: int = 0, **filters: Unpack[SearchFilters]
    ) -> Hits:
        """Find what a person typed; whatever that is, it is no error.

        Words count without case and accents; all have to be there, `"…"` side
        by side, `-word` not, `word*` as a beginning (`briefing.text.search_query`).
        Without words the filters alone count. Up to 300 hits come best first,
        more of them newest first. At most 100 at once. StoreError where the
        store fails, InputError for a state without its moment.
        """
        asked = parse_query(query)
        start, size = min(max(offset, 0), DEEPEST_OFFSET), min(max(limit, 0), MOST_HITS)
        with self._database.read() as connection:
            prepare_session(connection, LONGEST_SEARCH_MS)
            match = matching(connection, asked, facets_of(filters))
            conditions = conditions_of(connection, filters)
            found = newest_numbers(connection, match, conditions, most=MOST_COUNTED + 1)
            is_ranked = len(found) <= MOST_RANKED and bool(asked.wanted)
            if is_ranked:
                found = ranked(_candidates(connection, found), asked.wanted)
            elif start + size > MOST_COUNTED:
                found = newest_numbers(connection, match, conditions, most=start + size)
            hits = _hits(connection, found[start : start + size], asked)
        return Hits(
            hits=hits,
            total=min(len(found), MOST_COUNTED),
            more=len(found) > MOST_COUNTED,
            by_relevance=is_ranked,
            cut=asked.cut,
        )


def _candidates(connection: Connection, numbers: Sequence[int]) -> list[Candidate]:
    query = select(words.c.rowid, words.c.title, words.c.body).where(numbered(numbers))
    return [Candidate(row.rowid, row.title, row.body) for row in connection.execute(query)]


def _hits(connection: Connection, numbers: Sequence[int], query: SearchQuery) -> tuple[Hit, ...]:
    listed = select(documents).where(documents.c.number.in_(numbers))
    rows = {row.number: row for row in connection.execute(listed)}
    made: dict[tuple[str, str], Hit] = {}
    for kind, sought, hit in _WAYS:
        refs = [row.ref for row in rows.values() if row.kind == kind]
        for row in connection.execute(sought(refs)) if refs else ():
            made[kind, row.id] = hit(row, query.wanted)
    found = (rows[number] for number in numbers if number in rows)
    return tuple(made[row.kind, row.ref] for row in found if (row.kind, row.ref) in made)


def _stories(refs: Sequence[str]) -> Select[Any]:
    s, x = t.stories.c, t.story_texts.c
    same = (x.story_id == s.id) & (x.sha256 == s.text_sha256)
    query = select(s.id, s.published, s.first_seen, s.data, x.text)
    return query.join_from(t.stories, t.story_texts, same).where(s.id.in_(refs))


def _editions(refs: Sequence[str]) -> Select[Any]:
    e = t.editions.c
    return select(e.id, e.created, e.data).where(e.id.in_(refs))


def _story_hit(row: Row[Any], terms: Sequence[Term]) -> Hit:
    story = loaded(row.data)
    return Hit(
        kind="story",
        id=row.id,
        day=row.published or row.first_seen,
        outlet=story.get("publisher") or story.get("source", ""),
        source=story.get("source", ""),
        url=story.get("url"),
        **_shown(story, story.get("title", ""), row.text, terms),
    )


def _edition_hit(row: Row[Any], terms: Sequence[Term]) -> Hit:
    edition = loaded(row.data)
    shown = _shown(edition, edition.get("subject", ""), edition_text(edition), terms)
    return Hit(kind="edition", id=row.id, day=row.created, **shown)


def _shown(
    document: Mapping[str, Any], title: str, text: str, terms: Sequence[Term]
) -> dict[str, Any]:
    return {
        "title": title,
        "title_marks": tuple(found_spans(title, terms)),
        "snippet": snippet(text[:SEARCHED_TEXT_CHARS], terms),
        "language": document.get("language", "en"),
    }


_Way = tuple[
    DocumentKind, Callable[[Sequence[str]], Select[Any]], Callable[[Row[Any], Sequence[Term]], Hit]
]
_WAYS: tuple[_Way, ...] = (
    ("story", _stories, _story_hit),
    ("edition", _editions, _edition_hit),
)
