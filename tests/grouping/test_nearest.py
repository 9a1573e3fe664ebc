"""Which pairs are looked at in a crowd: the nearest of each story, and all that are surely near."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from briefing.grouping.sparse import Nearest, normalised, similar


def _vectors(rows: int, seed: int) -> sparse.csr_array:
    rng = np.random.default_rng(seed)
    dense = np.where(rng.random((rows, 12)) < 0.4, rng.random((rows, 12)), 0.0)
    return normalised(sparse.csr_array(dense))


@given(st.integers(2, 40), st.integers(0, 50), st.integers(1, 10))
def test_pairs_are_those_of_a_full_comparison(rows: int, seed: int, most: int) -> None:
    vectors, nearest = _vectors(rows, seed), Nearest(0.1, most, 0.8)
    cosines = np.round((vectors @ vectors.T).toarray(), 9)
    expected = set()
    for row in range(rows):
        others = [n for n in range(rows) if n != row and cosines[row, n] >= nearest.least]
        others.sort(key=lambda n: (-cosines[row, n], n))
        sure = [n for n in others if cosines[row, n] >= nearest.sure]
        expected |= {(min(row, n), max(row, n)) for n in (*others[:most], *sure)}
    i, j, values = similar(vectors, nearest)
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == sorted(expected)
    assert np.allclose(values, cosines[i, j])


def test_a_crowd_has_no_more_pairs_than_its_stories_may_have() -> None:
    vectors = _vectors(600, 7)
    i, _, _ = similar(vectors, Nearest(0.0001, 5, 2.0))
    assert len(i) <= 5 * 600


def test_no_story_no_pair() -> None:
    i, j, values = similar(sparse.csr_array((0, 1)), Nearest(0.1, 5, 0.8))
    assert len(i) == len(j) == len(values) == 0
