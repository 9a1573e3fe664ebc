"""Which stories and editions a search is about, beside its words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, TypedDict, get_args

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    select,
)

from briefing.errors import InputError
from briefing.models import Edit
from briefing.store import tables as t
from briefing.store.edition_table import TOLD
from briefing.store.edits import decisions_in
from briefing.store.search_documents import NAMED, DocumentKind, facet, language_facet, minute_of
from briefing.store.search_index import first_number
from briefing.store.search_tables import documents, words

StoryState = Literal["used", "held", "dropped", "unused"]
STORY_STATES: tuple[StoryState, ...] = get_args(StoryState)


class SearchFilters(TypedDict, total=False):
    """All are optional, and all that are given have to fit.

    `source` is one that carried a story, `publisher` who wrote it; `language`
    counts without its region. `since` and `until` are inclusive, by the day
    of a story (published, else first seen) or the making of an edition.
    `state`: "used" in an edition that went to readers; "held" or "dropped" by
    the decisions that stand for `edition` (None: the standing ones) at `now`,
    which has to be given with it; "unused" is none of these. `published_only`
    finds editions that went to readers, and no stories: what a public page
    may show. `newsletter` is whose editions; of stories it says nothing.
    """

    source: str
    publisher: str
    language: str
    since: datetime | None
    until: datetime | None
    kind: DocumentKind | None
    newsletter: str
    published_only: bool
    state: StoryState | None
    edition: str | None
    now: datetime | None


def facets_of(filters: SearchFilters) -> list[tuple[str, ...]]:
    """Those of the filters that the index itself knows: of each of these words one has to fit."""
    named = [(name, filters.get(name)) for name in ("source", "publisher")]
    facets: list[tuple[str, ...]] = [(facet(name, str(value)),) for name, value in named if value]
    facets += [(language_facet(filters["language"]),)] if filters.get("language") else []
    facets += [(NAMED,)] if filters.get("state") == "used" else []
    kind, newsletter = _kind(filters), filters.get("newsletter")
    facets += [(facet("kind", kind),)] if kind else []
    if newsletter and kind != "story":
        stories = () if kind else (facet("kind", "story"),)
        facets.append((facet("newsletter", newsletter), *stories))
    return facets


def _kind(filters: SearchFilters) -> DocumentKind | None:
    if filters.get("published_only"):
        return "edition"
    return "story" if filters.get("state") else filters.get("kind")


def conditions_of(connection: Connection, filters: SearchFilters) -> list[ColumnElement[bool]]:
    """The other filters, as conditions on rows of `search_words`."""
    conditions = list(_within(filters))
    if filters.get("published_only"):
        sent = select(t.editions.c.id).where(t.editions.c.state.in_(TOLD))
        conditions.append(_document(documents.c.ref.in_(sent)))
    state = filters.get("state")
    if state:
        conditions.append(_in_state(connection, state, filters))
    return conditions


def _document(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """True for a row of `search_words` whose document fits."""
    return exists().where(documents.c.number == words.c.rowid, condition)


def _within(filters: SearchFilters) -> Iterator[ColumnElement[bool]]:
    """Days as a range of numbers, then exactly."""
    since, until = filters.get("since"), filters.get("until")
    if since:
        yield words.c.rowid >= first_number(minute_of(since))
        yield _document(documents.c.day >= since)
    if until:
        yield words.c.rowid < first_number(minute_of(until) + 1)
        yield _document(documents.c.day <= until)


def _in_state(
    connection: Connection, state: StoryState, filters: SearchFilters
) -> ColumnElement[bool]:
    if state == "used":
        return _used()
    now = filters.get("now")
    if now is None:
        raise InputError("needs the moment it is asked for", where=f"state={state}")
    withheld = withheld_stories(decisions_in(connection, filters.get("edition")), now)
    if state == "unused":
        return and_(not_(_used()), not_(_one_of(connection, list(withheld))))
    return _one_of(connection, [ref for ref, why in withheld.items() if why == state])


def _used() -> ColumnElement[bool]:
    """Named in an edition that readers have."""
    x, e = t.edition_texts.c, t.editions.c
    query = select(x.story_id).join_from(t.edition_texts, t.editions, e.id == x.edition_id)
    told = query.where(x.story_id == documents.c.ref, e.state.in_(TOLD))
    return _document(exists(told.correlate(documents)))


def _one_of(connection: Connection, refs: Sequence[str]) -> ColumnElement[bool]:
    c = documents.c
    chosen = select(c.number).where(c.kind == "story", c.ref.in_(_listed(connection, refs)))
    return words.c.rowid.in_(chosen)


def _listed(connection: Connection, refs: Sequence[str]) -> Select[Any]:
    """Any number of ids as one argument of the statement."""
    text = literal(json.dumps(refs), Text)
    if connection.dialect.name == "sqlite":
        return select(func.json_each(text).table_valued("value").c.value)
    return select(func.json_array_elements_text(cast(text, JSON)).column_valued("value"))


def withheld_stories(decisions: Sequence[Edit], now: datetime) -> dict[str, StoryState]:
    """The stories that decisions hold back or drop, in their order: the last on a story counts."""
    withheld: dict[str, StoryState] = {}
    for edit in decisions:
        over = edit.until is not None and edit.until <= now
        for ref in edit.story_ids:
            if edit.kind == "free" or (edit.kind in _STATES and over):
                withheld.pop(ref, None)
            elif edit.kind in _STATES:
                withheld[ref] = _STATES[edit.kind]
    return withheld


_STATES: dict[str, StoryState] = {"hold": "held", "drop": "dropped"}
