"""Which likenesses can decide anything: those of items that may come into one group at all.

Average linkage merges two groups only where a pair of their items is at least
as similar as the mean it asks for. So a group never reaches beyond the items
connected by such pairs, and what lies between two of these sets is looked at
in vain: nine of ten pairs of a large batch.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from briefing.grouping.sparse import Bools, Ints, Vector

# Means are compared after rounding to nine digits: so much less may count as enough.
_ROUNDING = 1e-8


def in_reach(i: Ints, j: Ints, score: Vector, stop: float, bound: tuple[Ints, Ints]) -> Bools:
    """For each pair of items true where both may come into one group of a mean from `stop` on.

    `bound` are items that are one from the beginning, pair by pair, and name every item.
    """
    joins = score >= stop - _ROUNDING
    rows = np.concatenate((i[joins], bound[0]))
    columns = np.concatenate((j[joins], bound[1]))
    count = int(bound[0].max(initial=-1)) + 1
    links = sparse.coo_array((np.ones(len(rows), dtype=bool), (rows, columns)), (count, count))
    _, part_of = csgraph.connected_components(links.tocsr(), directed=False)
    return np.asarray(part_of[i] == part_of[j])
