"""Sentences as vectors: cosines, coverage columns, LexRank."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from briefing.condensing.sentence_units import Unit
from briefing.text.background import share

# Of a usual story: by its share of all words, how likely a word is in one; chosen, not measured.
_STORY_WORDS = 400
# Of stories: no word is taken to be in fewer; chosen, not measured.
_RAREST_SHARE = 1 / 700
_T = TypeVar("_T")
Matrix = NDArray[np.float64]
Chosen = NDArray[np.bool_]  # sets x candidates


def terms(unit: Unit) -> Counter[str]:
    """Term counts of a unit, function words left out."""
    return Counter(stem for stem in unit.stems if stem)


def term_list(unit: Unit) -> list[str]:
    """Distinct terms of a unit, in order."""
    return list(terms(unit))


def bigrams(unit: Unit) -> list[tuple[str, str]]:
    """Distinct pairs of neighbours, except two function words, in order."""
    pairs = zip(unit.stems, unit.stems[1:], strict=False)
    return list(dict.fromkeys(pair for pair in pairs if pair[0] or pair[1]))


def cosines(bags: Sequence[Mapping[str, float]]) -> Matrix:
    """Cosine of every two bags; 0 where one is empty."""
    vectors = unit_vectors(bags)
    similarity: Matrix = vectors @ vectors.T
    return similarity


def likeness(every: Sequence[Unit], language: str = "en") -> Matrix:
    """How alike every two units are: the cosine of their terms, plain or by rarity.

    The higher of the two. Plain alone lets two sentences pass that share
    their few rare words (the same names and figures) among many common ones.
    """
    bags = [terms(unit) for unit in every]
    weighted = [
        {term: count * _rarity(term, language) for term, count in bag.items()} for bag in bags
    ]
    return np.maximum(cosines(bags), cosines(weighted))


@cache
def _rarity(term: str, language: str) -> float:
    """The idf of a term over stories, estimated from its share of all words."""
    holding = 1 - math.exp(-_STORY_WORDS * share(term, language))
    return -math.log(holding + _RAREST_SHARE)


def unit_vectors(bags: Sequence[Mapping[str, float]]) -> Matrix:
    """One row a bag, of length 1, columns in the order of first sight."""
    columns = numbered(word for bag in bags for word in bag)
    matrix = np.zeros((len(bags), max(1, len(columns))))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            matrix[row, columns[word]] = count
    norms = np.sqrt((matrix * matrix).sum(axis=1, keepdims=True))
    normalized: Matrix = matrix / np.where(norms > 0, norms, 1.0)
    return normalized


def numbered(values: Iterable[_T]) -> dict[_T, int]:
    """Numbers from 0 for distinct values, in order of first sight."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def lexrank(similarity: Matrix, *, damping: float = 0.85, rounds: int = 50) -> Matrix:
    """LexRank (Erkan and Radev 2004), continuous: mean 1 over the sentences."""
    count = len(similarity)
    sums = similarity.sum(axis=1, keepdims=True)
    steps = similarity / np.where(sums > 0, sums, 1.0)
    rank = np.full(count, 1.0 / max(1, count))
    for _ in range(rounds):
        rank = (1 - damping) / count + damping * (steps.T @ rank)
    scaled: Matrix = rank * count
    return scaled
