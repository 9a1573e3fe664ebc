"""The order of hits: how much a document is about the words, then the newest.

BM25 (Robertson and Zaragoza 2009) with a title counted apart. Every hit has every word, so how
rare a word is does not change which are found, and is left out: to count it, an engine would
read all documents that have a common word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.text.search_query import Term

# The usual values, see the source above, 3.2.
_SATURATION = 1.2
# The same source: how much a long text counts less.
_LENGTH_SHARE = 0.75
# A word of the title counts as much as many of the text; chosen, not measured.
TITLE_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that was found, with its folded words."""

    number: int
    title: str
    body: str


def ranked(candidates: Sequence[Candidate], terms: Sequence[Term]) -> list[int]:
    """Their numbers, best first; of equally good ones the newest."""
    if not candidates:
        return []
    average = sum(len(one.body) for one in candidates) / len(candidates) or 1.0
    sought = [_sought(term) for term in terms]
    scores = {one.number: round(_score(one, sought, average), 6) for one in candidates}
    return sorted(scores, key=lambda number: (-scores[number], -number))


def _sought(term: Term) -> str:
    return f" {' '.join(term.words)}{'' if term.prefix else ' '}"


def _score(candidate: Candidate, sought: Sequence[str], average: float) -> float:
    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * len(candidate.body) / average
    title, body = f" {candidate.title} ", f" {candidate.body} "
    return sum(
        TITLE_WEIGHT * (words in title) + _saturated(body.count(words), length) for words in sought
    )


def _saturated(count: int, length: float) -> float:
    return count * (_SATURATION + 1) / (count + _SATURATION * length)
