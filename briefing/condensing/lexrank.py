"""LexRank as sumy computes it, with matrices instead of loops: the same ranking, far faster.

Erkan and Radev 2004, with sumy's choices: term frequency over the highest of
the sentence, idf log(n / (1 + df)) over sentences, edges above cosine 0.1,
and a power method that normalises by length and stops at a change of 0.1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from briefing.condensing.space import Matrix, numbered

_THRESHOLD = 0.1
_EPSILON = 0.1


def ratings(sentences: Sequence[Sequence[str]]) -> Matrix:
    """A rating for each sentence, given as its terms; equal where nothing links any two."""
    if not sentences:
        return np.zeros(0)
    vectors = _weighted([Counter(terms) for terms in sentences])
    lengths = np.sqrt((vectors * vectors).sum(axis=1))
    scale = np.where(lengths > 0, lengths, 1.0)
    links = ((vectors @ vectors.T) / np.outer(scale, scale) > _THRESHOLD) * 1.0
    degrees = links.sum(axis=1, keepdims=True)
    return _settled(links / np.where(degrees > 0, degrees, 1.0))


def _weighted(bags: Sequence[Counter[str]]) -> Matrix:
    """Rows of tf-idf, a column for each term in the order of first sight."""
    holders = Counter(term for bag in bags for term in bag)
    columns = numbered(term for bag in bags for term in bag)
    matrix = np.zeros((len(bags), max(1, len(columns))))
    for row, bag in enumerate(bags):
        highest = max(bag.values(), default=1)
        for term, count in bag.items():
            idf = math.log(len(bags) / (1 + holders[term]))
            matrix[row, columns[term]] = count / highest * idf
    return matrix


def _settled(steps: Matrix) -> Matrix:
    """The vector the power method settles on."""
    rank = np.full(len(steps), 1.0 / len(steps))
    change = 1.0
    while change > _EPSILON:
        stepped = steps.T @ rank
        length = float(np.linalg.norm(stepped))
        if length == 0:
            return rank
        change = float(np.linalg.norm(stepped / length - rank))
        rank = stepped / length
    return rank
