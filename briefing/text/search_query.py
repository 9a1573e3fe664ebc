"""What a person types into a search box, as terms: nothing they type is an error.

    harbour strike     both words, in any order (AND)
    "harbour strike"   the two side by side
    -strike            texts without it
    harb*              words that begin so, from 3 letters on

Quotation marks of any language count; one that is never closed ends with the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from briefing.text.search_words import is_unspaced, search_words

# What is typed has some thirty; a longer query is cut there. Chosen, not measured.
LONGEST_QUERY_CHARS = 500
# Of a query so many terms count; chosen, not measured.
MOST_TERMS = 16
# Of all terms together so many words count: a phrase of words that every text has costs the more
# the longer it is (docs/search.md).
MOST_WORDS = 32
# So many terms may be beginnings: each is looked up as all words that begin so (docs/search.md).
MOST_BEGINNINGS = 4
# Below this length `word*` is searched as the word itself: it would begin a tenth of all words.
SHORTEST_PREFIX_CHARS = 3

_QUOTES = re.compile("[„“”«»「」『』\uff02]")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; of the last only the beginning where `prefix` is set."""

    words: tuple[str, ...]
    prefix: bool = False
    negated: bool = False

    @property
    def character(self) -> str:
        """The one character of a script without spaces that it asks for, else nothing."""
        word = self.words[0]
        alone = len(self.words) == 1 and len(word) == 1 and is_unspaced(word)
        return word if alone else ""

    @property
    def is_beginning(self) -> bool:
        """True where it stands for all words that begin so; a single character is looked up."""
        return self.prefix and not self.character

    def matches(self, other: str) -> bool:
        """True where a word of a text is the last word of this term."""
        last = self.words[-1]
        return other.startswith(last) if self.prefix else other == last


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The terms of a query; `cut` where it had more than are searched for."""

    terms: tuple[Term, ...]
    cut: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        """What has to be there."""
        return tuple(term for term in self.terms if not term.negated)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """What must not be there."""
        return tuple(term for term in self.terms if term.negated)


def parse_query(typed: str) -> SearchQuery:
    """The terms of what was typed, each once."""
    text = _QUOTES.sub('"', typed[:LONGEST_QUERY_CHARS])
    terms = tuple(dict.fromkeys(_terms(text)))
    counted = tuple(_affordable(terms))
    return SearchQuery(counted, cut=len(typed) > LONGEST_QUERY_CHARS or counted != terms)


def _affordable(terms: Iterable[Term]) -> Iterator[Term]:
    """The first terms, as many as are searched for; of the last as many words as are left."""
    beginnings, words_left = MOST_BEGINNINGS, MOST_WORDS
    for term in islice(terms, MOST_TERMS):
        beginnings -= term.is_beginning
        if not words_left or (term.is_beginning and beginnings < 0):
            continue
        yield _shortened(term, words_left)
        words_left -= min(len(term.words), words_left)


def _shortened(term: Term, most_words: int) -> Term:
    """A phrase without what is too much of it, and then without an open end."""
    if len(term.words) <= most_words:
        return term
    return Term(term.words[:most_words], negated=term.negated)


def _terms(text: str) -> Iterator[Term]:
    for minus, quoted, bare in _TERM.findall(text):
        typed = quoted or bare
        words = search_words(typed)
        if words:
            yield _term(words, starred=typed.endswith("*"), negated=bool(minus))


def _term(words: list[str], *, starred: bool, negated: bool) -> Term:
    """A run without spaces may go on behind what was typed: its last character begins a word."""
    last = words[-1]
    if is_unspaced(last):
        joined = len(words) > 1 and len(words[-2]) == 2 and words[-2][1] == last
        kept = words[:-1] if joined else words
        return Term(tuple(kept), prefix=not joined, negated=negated)
    return Term(tuple(words), starred and len(last) >= SHORTEST_PREFIX_CHARS, negated)
