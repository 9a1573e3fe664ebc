"""LexRank as sumy computes it, with matrices instead of loops: the same ranking, far faster.

Erkan and Radev 2004, with sumy's choices: term frequency over the highest of
the sentence, idf log(n / (1 + df)) over sentences, edges above cosine 0.1,
and a power method that normalises by length and stops at a change of 0.1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
from scipy import sparse

from briefing.condensing.sentence_vectors import Matrix, numbered

# Sumy's own: sentences further apart are not linked.
_LEAST_COSINE = 0.1
# Sumy's own: after a shorter step the ratings are at rest.
_REST_LENGTH = 0.1


def ratings(sentences: Sequence[Sequence[str]]) -> Matrix:
    """A rating for each sentence, given as its terms; equal where nothing links any two."""
    if not sentences:
        return np.zeros(0)
    shared, lengths = _weighted([Counter(terms) for terms in sentences])
    scale = np.where(lengths > 0, lengths, 1.0)
    links = ((shared @ shared.T).toarray() / np.outer(scale, scale) > _LEAST_COSINE) * 1.0
    np.fill_diagonal(links, lengths > 0)  # the cosine of a sentence with itself is 1
    degrees = links.sum(axis=1, keepdims=True)
    return _settled(links / np.where(degrees > 0, degrees, 1.0))


def _weighted(bags: Sequence[Counter[str]]) -> tuple[sparse.csr_array, Matrix]:
    """Rows of tf-idf, and their lengths.

    A column for each term that two sentences have, in the order of first
    sight; one that a sentence has alone only counts in its length.
    """
    holders = Counter(chain.from_iterable(bags))
    idf = {term: math.log(len(bags) / (1 + count)) for term, count in holders.items()}
    columns = numbered(term for term, count in holders.items() if count > 1)
    values, places, ends, squares = [], [], [0], []
    for bag in bags:
        highest = max(bag.values(), default=1)
        weights = {term: count / highest * idf[term] for term, count in bag.items()}
        squares.append(sum(weight * weight for weight in weights.values()))
        places += [columns[term] for term in weights if term in columns]
        values += [weight for term, weight in weights.items() if term in columns]
        ends.append(len(places))
    shape = (len(bags), max(1, len(columns)))
    return sparse.csr_array((values, places, ends), shape=shape), np.sqrt(squares)


def _settled(steps: Matrix) -> Matrix:
    """The vector the power method settles on."""
    rank = np.full(len(steps), 1.0 / len(steps))
    change = 1.0
    while change > _REST_LENGTH:
        stepped = steps.T @ rank
        length = float(np.linalg.norm(stepped))
        if length == 0:
            return rank
        change = float(np.linalg.norm(stepped / length - rank))
        rank = stepped / length
    return rank
