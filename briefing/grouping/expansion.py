"""Stories borrow words from their neighbours: two that share none may share a third that has both.

Neighbours with little in common lend next to nothing, since weights are
squares; a story with few neighbours borrows little, since the weights are not
scaled up to a fixed sum.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from briefing.grouping.sparse import Ints, Vector, normalised, similar

MOST_NEIGHBOURS, LEAST_COSINE = 15, 0.1
# A story borrows so much of its own weight, where its neighbours' squares sum up to `FULL`.
BORROWED, FULL = 0.7, 0.125


def expanded(vectors: sparse.csr_array) -> sparse.csr_array:
    """Every story with words of the stories most like it."""
    rows, near, squares = _nearest(vectors)
    count = vectors.shape[0]
    totals = np.bincount(rows, weights=squares, minlength=count)
    share = BORROWED * squares / np.maximum(totals, FULL)[rows]
    lent = sparse.csr_array((share, (rows, near)), shape=(count, count))
    return normalised(sparse.csr_array(vectors + lent @ vectors))


def _nearest(vectors: sparse.csr_array) -> tuple[Ints, Ints, Vector]:
    """Rows, each with its nearest others, and the squares of their cosines."""
    i, j, cosines = similar(vectors, LEAST_COSINE)
    rows, near = np.concatenate((i, j)), np.concatenate((j, i))
    squares = np.round(np.concatenate((cosines, cosines)) ** 2, 9)
    order = np.lexsort((near, -squares, rows))
    rows, near, squares = rows[order], near[order], squares[order]
    starts = np.searchsorted(rows, rows)
    best = np.arange(len(rows)) - starts < MOST_NEIGHBOURS
    return rows[best], near[best], squares[best]
