"""Products of sparse rows, in blocks, so that memory stays bounded at any number of stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import sparse

Vector = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

# Cells of a block that are held at once.
_CELLS = 4_000_000


def similar(vectors: sparse.csr_array, least: float) -> tuple[Ints, Ints, Vector]:
    """The pairs of rows `i < j` whose product is at least `least`, sorted, and the products."""
    found: list[tuple[Ints, Ints, Vector]] = []
    transposed = sparse.csr_array(vectors.T)
    for start, end in _blocks(vectors.shape[0]):
        block = sparse.coo_array(vectors[start:end] @ transposed)
        i, j = block.coords[0].astype(np.int64) + start, block.coords[1].astype(np.int64)
        keep = (j > i) & (block.data >= least)
        i, j, values = i[keep], j[keep], block.data[keep]
        order = np.lexsort((j, i))
        found.append((i[order], j[order], values[order]))
    return _joined(found)


def _joined(found: list[tuple[Ints, Ints, Vector]]) -> tuple[Ints, Ints, Vector]:
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    i, j, values = zip(*found, strict=True)
    return np.concatenate(i), np.concatenate(j), np.concatenate(values)


def products(left: sparse.csr_array, right: sparse.csr_array, i: Ints, j: Ints) -> Vector:
    """The product of row `i` of `left` and row `j` of `right`, pair by pair; `i` is sorted."""
    found = np.zeros(len(i))
    transposed = sparse.csr_array(right.T)
    for start, end in _blocks(left.shape[0]):
        low, high = np.searchsorted(i, (start, end))
        if low < high:
            block = (left[start:end] @ transposed).toarray()
            found[low:high] = block[i[low:high] - start, j[low:high]]
    return found


def _blocks(rows: int) -> Iterator[tuple[int, int]]:
    step = max(1, _CELLS // max(1, rows))
    return ((start, min(start + step, rows)) for start in range(0, rows, step))


def normalised(matrix: sparse.csr_array) -> sparse.csr_array:
    """The rows divided by their length; empty rows stay empty."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    scale = np.divide(1.0, np.sqrt(squares), out=np.zeros_like(squares), where=squares > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ matrix)


def symmetric(rows: int, i: Ints, j: Ints, values: Vector, *, own: float) -> sparse.csr_array:
    """Values of pairs as a symmetric matrix with `own` on its diagonal."""
    every = np.arange(rows)
    data = np.concatenate((values, values, np.full(rows, own)))
    places = np.concatenate((i, j, every)), np.concatenate((j, i, every))
    return sparse.csr_array((data, places), shape=(rows, rows))
