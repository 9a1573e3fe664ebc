"""Which pairs of stories are looked at: those alike by words or by neighbours.

Stories borrow words from their neighbours: two that share none may share a
third that has both. Neighbours with little in common lend next to nothing,
since weights are squares; a story with few neighbours borrows little, since
the weights are not scaled up to a fixed sum.

Time and memory grow with the stories, not with their pairs: words that stand
in many stories find no pair, and through neighbours a story meets at most
`MOST_NEIGHBOURS` squared others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from briefing.chunks import ChunkMap, in_place
from briefing.grouping.sparse import (
    Ints,
    Nearest,
    Vector,
    each_once,
    greatest_of_rows,
    near_pairs,
    normalised,
    products,
    row_blocks,
    similar,
)
from briefing.grouping.vector_space import Space

# A pair is looked at from this cosine on: 731 of 735 labelled pairs have it.
LEAST_COSINE = 0.04
# Of pairs by words of their own a story has so many, the nearest: bounds time and memory;
# docs/decisions.md, Grouping, Cost.
MOST_PARTNERS = 100
# ... besides those as near as stories of one event are; chosen, not measured.
SURE_COSINE = 0.3
# Of pairs by neighbours a story has so many: see there.
MOST_MET = 100
# A story borrows from so many, the nearest: bounds the time; chosen, not measured.
MOST_NEIGHBOURS = 15
# A neighbour further away lends nothing; chosen, not measured.
LEAST_LENDER_COSINE = 0.1
# Of a story's own weight, what it borrows from near neighbours; chosen, not measured.
BORROWED_SHARE = 0.7
# Near neighbours: their cosines' squares sum up to so much; chosen, not measured.
NEAR_SQUARES = 0.125
# Of its own and borrowed words a story keeps so many: more change no group.
MOST_TERMS = 80
# Words in more stories than both of these find no pair: docs/decisions.md, Grouping, Cost.
COMMON_STORIES = 150
# Of a batch's stories: docs/decisions.md, Grouping, Cost.
COMMON_SHARE = 0.02


NEAREST = Nearest(LEAST_COSINE, MOST_PARTNERS, SURE_COSINE)
MET = Nearest(0.0, MOST_MET, math.inf)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows `i < j`, sorted, with two cosines of each.

    `both` is that of the two vectors with borrowed words; `near` the geometric
    mean of each story's own words against the other with borrowed ones. A
    story that only shares a place with a big event borrows many of its words
    and comes near it in `both`, less so in `near`.
    """

    i: Ints
    j: Ints
    both: Vector
    near: Vector

    def part(self, part: slice) -> Candidates:
        """Some of the pairs."""
        return Candidates(self.i[part], self.j[part], self.both[part], self.near[part])


def candidates(space: Space, each: ChunkMap = in_place) -> Candidates:
    """All pairs of stories that have something in common, by words or by neighbours.

    `each` compares blocks of stories, wherever that is done.
    """
    vectors = space.all
    i, j, cosines = similar(_telling(space), NEAREST, each)
    lenders = _lenders(vectors.shape[0], i, j, cosines)
    del cosines  # of millions of pairs
    lent = _borrowed(vectors, lenders)
    i, j = _with_neighbours(i, j, lenders)
    both = products(lent, lent, i, j, each)
    near = both >= LEAST_COSINE
    i, j, both = i[near], j[near], both[near]
    crossed = products(vectors, lent, i, j, each) * products(lent, vectors, i, j, each)
    return Candidates(i, j, both, np.sqrt(np.maximum(crossed, 0.0)))


def _telling(space: Space) -> sparse.csr_array:
    """The vectors without the words that stand in very many stories."""
    most = max(COMMON_STORIES, COMMON_SHARE * space.all.shape[0])
    common = space.df > most
    if not common.any():
        return space.all
    telling = sparse.csr_array(space.all @ sparse.diags_array(np.where(common, 0.0, 1.0)))
    telling.eliminate_zeros()
    return telling


def _lenders(count: int, i: Ints, j: Ints, cosines: Vector) -> sparse.csr_array:
    """What share of each neighbour's words a story borrows."""
    alike = cosines >= LEAST_LENDER_COSINE
    shape = (count, count)
    above = sparse.csr_array((cosines[alike], (i[alike], j[alike])), shape=shape)
    cosines_of = sparse.csr_array(above + above.T)
    parts = [_shares(cosines_of[rows], rows.start) for rows in row_blocks(count)]
    if not parts:
        return above
    rows, near, share = (np.concatenate(column) for column in zip(*parts, strict=True))
    return sparse.csr_array((share, (rows, near)), shape=shape)


def _shares(block: sparse.csr_array, start: int) -> tuple[Ints, Ints, Vector]:
    """Of some rows, from `start` on, the nearest others and what is borrowed from each."""
    rows = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    squares = np.round(block.data**2, 9)
    best = greatest_of_rows(squares, rows, block.indices, MOST_NEIGHBOURS)
    order = np.flatnonzero(best)
    order = order[np.lexsort((block.indices[order], -squares[order], rows[order]))]
    rows, near, squares = rows[order], block.indices[order], squares[order]
    totals = np.bincount(rows, weights=squares, minlength=block.shape[0])
    share = BORROWED_SHARE * squares / np.maximum(totals, NEAR_SQUARES)[rows]
    return rows + start, near, share


def _with_neighbours(i: Ints, j: Ints, lenders: sparse.csr_array) -> tuple[Ints, Ints]:
    """The pairs, and those that have a neighbour in common or are one's neighbour's neighbour."""
    count = lenders.shape[0]
    links = sparse.csr_array(lenders + lenders.T)
    met = (
        near_pairs(sparse.csr_array(links[rows] @ links), rows.start, MET)[0]
        for rows in row_blocks(count)
    )
    every = each_once(np.concatenate((i * count + j, *met)))
    return np.divmod(every, max(count, 1))


def _borrowed(vectors: sparse.csr_array, lenders: sparse.csr_array) -> sparse.csr_array:
    """The rows with what they borrow, the heaviest terms of each; some rows at a time."""
    parts = [
        _heaviest(normalised(sparse.csr_array(vectors[rows] + lenders[rows] @ vectors)))
        for rows in row_blocks(vectors.shape[0])
    ]
    return sparse.csr_array(sparse.vstack(parts, format="csr")) if parts else vectors


def _heaviest(vectors: sparse.csr_array) -> sparse.csr_array:
    """The heaviest terms of each row; ties go to the lower column."""
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    heaviest = greatest_of_rows(np.round(vectors.data, 9), rows, vectors.indices, MOST_TERMS)
    ends = np.concatenate(([0], np.cumsum(heaviest)))[vectors.indptr]
    kept = (vectors.data[heaviest], vectors.indices[heaviest], ends)
    return sparse.csr_array(kept, shape=vectors.shape)
