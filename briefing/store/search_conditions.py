"""A query as each engine's own index takes it. Words hold letters and digits only: no syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, not_, or_, text

from briefing.store.search_documents import character_facet, facet
from briefing.store.search_pairs import phrase_pairs
from briefing.store.search_tables import pairs, words
from briefing.text.search_query import SearchQuery, Term

# Words of which one has to fit.
Facet = tuple[str, ...]
# The place of one text in another, from 1 on, else 0: each engine's own function.
_Place = Callable[..., ColumnElement[Any]]
# Every document has one of these.
_KINDS = (facet("kind", "story"), facet("kind", "edition"))


@dataclass(frozen=True, slots=True)
class Matching:
    """What a query asks of rows of `search_words`: of the index, and then of the texts."""

    indexed: ColumnElement[bool]
    read: tuple[ColumnElement[bool], ...] = ()


def matching(connection: Connection, query: SearchQuery, facets: Sequence[Facet]) -> Matching:
    """True for the rows that a query fits, and one word of each facet."""
    if connection.dialect.name == "sqlite":
        return _fts5(query, facets)
    return _vector(query, facets)


def _fts5(query: SearchQuery, facets: Sequence[Facet]) -> Matching:
    wanted = [_fts5_term(term) for term in query.wanted] + [_fts5_facet(f) for f in facets]
    base = " AND ".join(wanted) or _fts5_facet(_KINDS)
    unwanted = [f" NOT {_fts5_term(term)}" for term in query.unwanted if not _is_open(term)]
    condition = text("search_words MATCH :expression").bindparams(
        expression=f"({base}){''.join(unwanted)}" if unwanted else base
    )
    return Matching(and_(condition), tuple(_side_by_side(query, _is_open, func.instr)))


def _fts5_facet(facet_words: Facet) -> str:
    alternatives = " OR ".join(f'"{word}"' for word in facet_words)
    return f"facets : ({alternatives})"


def _fts5_term(term: Term) -> str:
    if term.character:
        return _fts5_facet((character_facet(term.character),))
    if _is_open(term):
        return f"{_phrase(term.words[:-1])} AND {_fts5_facet((character_facet(term.words[-1]),))}"
    return f"{_phrase(term.words)}{' *' if term.prefix else ''}"


def _phrase(phrase: Iterable[str]) -> str:
    return f'{{title body}} : "{" ".join(phrase)}"'


def _vector(query: SearchQuery, facets: Sequence[Facet]) -> Matching:
    """Words and pairs by the inverted index; whether phrases stand there, by the text."""
    parts = [_tsquery(term) for term in query.wanted] + [_either(words) for words in facets]
    parts = parts or [_either(_KINDS)]
    parts += [f"!{_tsquery(term)}" for term in query.unwanted if not _is_phrase(term)]
    vector = text("words @@ CAST(:expression AS tsquery)")
    fits = vector.bindparams(expression=" & ".join(parts))
    numbers = {number for term in query.wanted for number in _pairs(term)}
    beside = [pairs.bool_op("@>")(literal(sorted(numbers), pairs.type))] if numbers else []
    return Matching(and_(fits, *beside), tuple(_side_by_side(query, _is_phrase, func.strpos)))


def _pairs(term: Term) -> list[int]:
    """Of a beginning it is not known which words it begins."""
    return phrase_pairs(term.words[:-1] if term.prefix else term.words)


def _either(facet_words: Facet) -> str:
    return f"({' | '.join(_quoted(facet_words))})"


def _quoted(all_words: Iterable[str]) -> list[str]:
    return [f"'{word}'" for word in all_words]


def _is_phrase(term: Term) -> bool:
    return len(term.words) > 1


def _is_open(term: Term) -> bool:
    """True for a phrase that ends in one character of a script without spaces.

    FTS5 would merge the places of all words that begin with it, thousands.
    """
    return term.prefix and _is_phrase(term) and len(term.words[-1]) == 1


def _tsquery(term: Term) -> str:
    if term.character:
        return f"'{character_facet(term.character)}'"
    if _is_open(term):
        return " & ".join(_quoted((*term.words[:-1], character_facet(term.words[-1]))))
    quoted = _quoted(term.words)
    quoted[-1] += ":*" if term.prefix else ""
    return " & ".join(quoted)


def _side_by_side(
    query: SearchQuery, is_sought: Callable[[Term], bool], place: _Place
) -> Iterator[ColumnElement[bool]]:
    """What the index does not tell of these terms, looked up in the texts that it gives."""
    yield from (_stands(term, place) for term in query.wanted if is_sought(term))
    yield from (not_(_stands(term, place)) for term in query.unwanted if is_sought(term))


def _stands(term: Term, place: _Place) -> ColumnElement[bool]:
    sought, blank = f" {' '.join(term.words)}{'' if term.prefix else ' '}", literal(" ")
    padded = (blank + column + blank for column in (words.c.title, words.c.body))
    return or_(*(place(text, sought) > 0 for text in padded))
