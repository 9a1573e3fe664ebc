"""Products of sparse rows, in blocks, so that memory stays bounded at any number of stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from briefing.chunks import ChunkMap, in_place

Vector = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

# Of a product, held at once: bounds memory; chosen, not measured.
_BLOCK_ROWS = 512
# ... and fewer where its rows may be so long: bounds memory; chosen, not measured.
_BLOCK_CELLS = 4_000_000
# Compared at once: bounds memory; chosen, not measured.
_BLOCK_PAIRS = 4_000


# Sent out with the matrix they need: fewer would send it more often; chosen, not measured.
_BLOCKS_SENT = 8


class Shared(NamedTuple):
    """What pairs of rows share: the number of the pair, and both places in the matrix's data."""

    pair: Ints
    left: Ints
    right: Ints


NONE_SHARED = Shared(*(np.zeros(0, np.int64) for _ in range(3)))


class Nearest(NamedTuple):
    """Which pairs of rows count: from `least` on the `most` nearest of either, from `sure` on all.

    In a crowd of thousands any two share a name or a number; the far ones of
    them are most pairs, and none of them is a story's nearest.
    """

    least: float
    most: int
    sure: float


def similar(
    vectors: sparse.csr_array, nearest: Nearest, each: ChunkMap = in_place
) -> tuple[Ints, Ints, Vector]:
    """The pairs of rows `i < j` whose product counts, sorted, and the products."""
    step = partial(_similar, vectors, sparse.csr_array(vectors.T), nearest)
    parts = each(step, list(row_blocks(vectors.shape[0])), most=_BLOCKS_SENT)
    return _joined(parts, vectors.shape[0])


def _similar(
    vectors: sparse.csr_array,
    transposed: sparse.csr_array,
    nearest: Nearest,
    parts: tuple[slice, ...],
) -> tuple[tuple[Ints, Vector], ...]:
    """The pairs of these blocks of rows."""
    return tuple(
        near_pairs(sparse.csr_array(vectors[rows] @ transposed), rows.start, nearest)
        for rows in parts
    )


def near_pairs(block: sparse.csr_array, start: int, nearest: Nearest) -> tuple[Ints, Vector]:
    """Of some rows of a square matrix, from `start` on, the pairs that count, and their values.

    A pair is one number: its lower row times the rows there are, plus its higher.
    """
    count = block.shape[1]
    row = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    keep = (block.data >= nearest.least) & (block.indices != row + start)
    row, other, values = row[keep], block.indices[keep].astype(np.int64), block.data[keep]
    keep = greatest_of_rows(np.round(values, 9), row, other, nearest.most)
    row = row + start
    keep |= (values >= nearest.sure) & (other > row)
    low, high = np.minimum(row[keep], other[keep]), np.maximum(row[keep], other[keep])
    return low * count + high, values[keep]


def greatest_of_rows(values: Vector, row: Ints, column: Ints, most: int) -> Bools:
    """True for the `most` greatest values of each row; of equal ones those of lower columns.

    `row` is sorted. Sorting all rows whole takes twenty times as long.
    """
    ends = np.cumsum(np.bincount(row))
    sizes = np.diff(ends, prepend=0)
    longest = int(sizes.max(initial=0))
    if longest <= most:
        return np.ones(len(values), dtype=bool)
    table = np.full((len(sizes), longest), -np.inf)
    table[row, np.arange(len(row)) - (ends - sizes)[row]] = values
    least = np.partition(table, longest - most, axis=1)[:, longest - most][row]
    keep = values > least
    equal = np.flatnonzero(values == least)
    equal = equal[np.lexsort((column[equal], row[equal]))]
    left = most - np.bincount(row[keep], minlength=len(sizes))
    rank = np.arange(len(equal)) - np.searchsorted(row[equal], row[equal])
    keep[equal[rank < left[row[equal]]]] = True
    return keep


def each_once(keys: Ints) -> Ints:
    """The numbers sorted, each once; they are sorted in place, as they may be millions.

    Several times as fast as `np.unique`.
    """
    keys.sort()
    first = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys[first]


def _joined(parts: Sequence[tuple[Ints, Vector]], count: int) -> tuple[Ints, Ints, Vector]:
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    keys, first = np.unique(np.concatenate([keys for keys, _ in parts]), return_index=True)
    return (*np.divmod(keys, count), np.concatenate([values for _, values in parts])[first])


def products(
    left: sparse.csr_array, right: sparse.csr_array, i: Ints, j: Ints, each: ChunkMap = in_place
) -> Vector:
    """The product of row `i` of `left` and row `j` of `right`, pair by pair."""
    parts = [(i[part], j[part]) for part in blocks(len(i))]
    values = each(partial(_products, left, right), parts, most=_BLOCKS_SENT)
    return np.concatenate(values) if values else np.zeros(0)


def _products(
    left: sparse.csr_array, right: sparse.csr_array, blocks: tuple[tuple[Ints, Ints], ...]
) -> tuple[Vector, ...]:
    return tuple(np.asarray(left[i].multiply(right[j]).sum(axis=1)).ravel() for i, j in blocks)


def shared_places(matrix: sparse.csr_array, i: Ints, j: Ints) -> Iterator[tuple[slice, Shared]]:
    """In blocks of pairs: which columns row `i` and row `j` both have; `pair` counts in a block."""
    for part in blocks(len(i)):
        left_key, left = _places(matrix, i[part])
        right_key, right = _places(matrix, j[part])
        at = np.minimum(np.searchsorted(right_key, left_key), max(len(right_key) - 1, 0))
        hit = right_key[at] == left_key if len(right_key) else np.zeros(len(left_key), bool)
        pair = left_key[hit] // matrix.shape[1]
        yield part, Shared(pair, left[hit], right[at[hit]])


def blocks(pairs: int) -> Iterator[slice]:
    """So many pairs, cut into parts that are looked at one after the other."""
    return (slice(at, at + _BLOCK_PAIRS) for at in range(0, pairs, _BLOCK_PAIRS))


def _places(matrix: sparse.csr_array, rows: Ints) -> tuple[Ints, Ints]:
    """The places of some rows' data, one after the other, and keys of number and column."""
    number, places = entries(matrix, rows)
    return number * matrix.shape[1] + matrix.indices[places], places


def entries(matrix: sparse.csr_array, rows: Ints) -> tuple[Ints, Ints]:
    """The places of some rows' data, one row after the other, and for each the row's number."""
    starts = matrix.indptr[rows].astype(np.int64)
    sizes = matrix.indptr[rows + 1].astype(np.int64) - starts
    number = np.repeat(np.arange(len(rows)), sizes)
    first = np.cumsum(sizes) - sizes
    return number, np.arange(len(number)) - first[number] + starts[number]


def row_blocks(rows: int) -> Iterator[slice]:
    """So many rows, cut into parts whose products are held at once."""
    size = min(_BLOCK_ROWS, max(1, _BLOCK_CELLS // max(rows, 1)))
    return (slice(at, at + size) for at in range(0, rows, size))


def normalised(matrix: sparse.csr_array) -> sparse.csr_array:
    """The rows divided by their length; empty rows stay empty."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    scale = np.divide(1.0, np.sqrt(squares), out=np.zeros_like(squares), where=squares > 0)
    scaled = sparse.csr_array(sparse.diags_array(scale) @ matrix)
    scaled.sort_indices()
    return scaled


def symmetric(rows: int, i: Ints, j: Ints, values: Vector, *, diagonal: float) -> sparse.csr_array:
    """Values of pairs as a symmetric matrix with `diagonal` on its diagonal."""
    every = np.arange(rows)
    data = np.concatenate((values, values, np.full(rows, diagonal)))
    places = np.concatenate((i, j, every)), np.concatenate((j, i, every))
    return sparse.csr_array((data, places), shape=(rows, rows))
