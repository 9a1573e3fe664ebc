"""Which pairs are looked at in a crowd: the nearest of each story, and all that are surely near."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from briefing.grouping.sparse import Nearest, each_once, greatest_of_rows, normalised, similar


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


ENTRIES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(0, 4)), max_size=60)


@given(ENTRIES, st.integers(1, 8))
def test_the_greatest_of_rows_are_those_of_sorted_rows(
    entries: list[tuple[int, int, int]], most: int
) -> None:
    cells = {(row, column): value for row, column, value in entries}
    places = sorted(cells, key=lambda place: place[0])  # columns in the order they came in
    wanted = set()
    for row in {row for row, _ in places}:
        own = [place for place in places if place[0] == row]
        wanted |= set(sorted(own, key=lambda place: (-cells[place], place[1]))[:most])
    row_of = np.array([row for row, _ in places], dtype=np.int64)
    column_of = np.array([column for _, column in places], dtype=np.int64)
    values = np.array([float(cells[place]) for place in places])
    keep = greatest_of_rows(values, row_of, column_of, most)
    assert {place for place, kept in zip(places, keep, strict=True) if kept} == wanted


@given(st.lists(st.integers(-5, 30)))
def test_each_number_once(numbers: list[int]) -> None:
    assert each_once(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))
