"""Stories that share a name with others and nothing else: the chess open in the town of the strike.

Where at least two other stories hold a term and are alike without it, it
belongs to what these tell. A story that has the term alone in common with them
happens in the same town, or to a person of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from briefing.grouping.sparse import Bools, Ints, Vector, entries

# Fewer stories do not show what a term belongs to.
FEWEST_STORIES = 3
# Of how alike the others of a term are to each other, a stray is to them less:
# docs/decisions.md, Grouping.
STRAY_SHARE = 0.35


def strays(weights: sparse.csr_array, terms: Sequence[str], heads: Mapping[str, str]) -> Bools:
    """For each place of the weights, true where its story has little but the term in common.

    `heads` maps parts of names to the part they depend on: they stray with it.
    """
    heads_of = _columns(terms, heads, weights.shape[1])
    own, others = _belonging(weights, heads_of)
    found = own < STRAY_SHARE * others
    rows = _rows(weights)
    keys = rows * weights.shape[1] + weights.indices
    wanted = rows * weights.shape[1] + heads_of[weights.indices]
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    return np.asarray(np.where(keys[at] == wanted, found[at], found))


def _columns(terms: Sequence[str], heads: Mapping[str, str], count: int) -> Ints:
    """For each column that of the term it depends on, which is most often itself."""
    column = {term: number for number, term in enumerate(terms)}
    found = np.arange(count)
    for part, head in heads.items():
        found[column[part]] = column[head]
    return found


def _belonging(weights: sparse.csr_array, heads_of: Ints) -> tuple[Vector, Vector]:
    """For each place the mean cosine of its story to the others of its term, and of those.

    The term itself is left out, and parts of names that depend on another are.
    """
    vectors = _without(weights, heads_of != np.arange(len(heads_of)))
    stories = np.bincount(vectors.indices, minlength=len(heads_of))
    by_term = np.argsort(vectors.indices, kind="stable")
    places = by_term[stories[vectors.indices[by_term]] >= FEWEST_STORIES]
    own, others = np.zeros(len(vectors.data)), np.zeros(len(vectors.data))
    own[places], others[places] = _among(vectors, _rows(vectors)[places], places)
    return np.round(own, 9), np.round(others, 9)


def _among(vectors: sparse.csr_array, rows: Ints, places: Ints) -> tuple[Vector, Vector]:
    """The mean cosines of some places to the others of their term, and of those to each other.

    With the rows y of a term's stories, scaled to length 1 without it, and
    t = y . (sum of all y) - 1, the first mean is t / (n - 1), the second
    (sum of all t - 2 t) / ((n - 1) * (n - 2)).
    """
    term = np.unique(vectors.indices[places], return_inverse=True)[1]
    count = np.bincount(term)[term]
    weight = vectors.data[places]
    scale = 1.0 / np.sqrt(np.maximum(1.0 - weight**2, 1e-6))
    number, at = entries(vectors, rows)
    columns, column = np.unique(vectors.indices[at], return_inverse=True)
    cell = term[number] * len(columns) + column
    sums = np.bincount(cell, weights=scale[number] * vectors.data[at])
    dots = np.bincount(number, weights=vectors.data[at] * sums[cell], minlength=len(places))
    itself = np.bincount(term, weights=scale * weight)
    together = scale * (dots - weight * itself[term]) - 1.0
    rest = np.bincount(term, weights=together)[term] - 2 * together
    return together / (count - 1), rest / ((count - 1) * (count - 2))


def _without(weights: sparse.csr_array, columns: Bools) -> sparse.csr_array:
    """The rows without some columns, in the same places, scaled to length 1."""
    rows = _rows(weights)
    kept = np.where(columns[weights.indices], 0.0, weights.data)
    squares = np.bincount(rows, weights=kept**2, minlength=weights.shape[0])
    scaled = kept / np.sqrt(np.where(squares > 0, squares, 1.0))[rows]
    return sparse.csr_array((scaled, weights.indices, weights.indptr), shape=weights.shape)


def _rows(matrix: sparse.csr_array) -> Ints:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
