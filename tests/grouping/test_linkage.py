"""Average linkage: the same groups as scipy's, and what edits and known units add to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from briefing.grouping.constraints import Bonds
from briefing.grouping.linkage import Linkage
from briefing.grouping.reach import in_reach


def edges(matrix: np.ndarray) -> list[tuple[int, int, float]]:
    rows = range(len(matrix))
    return [(i, j, float(matrix[i, j])) for i in rows for j in rows if i < j and matrix[i, j] > 0]


def random_likeness(seed: int, size: int = 14) -> np.ndarray:
    # Without ties: which of two equal pairs is joined first is each one's own affair.
    matrix = np.random.default_rng(seed).random((size, size)) ** 2
    matrix = np.triu(matrix, 1)
    return matrix + matrix.T


@given(st.integers(0, 10_000), st.sampled_from([0.1, 0.3, 0.5]))
@settings(max_examples=40, deadline=None)
def test_the_groups_are_those_of_scipy(seed: int, stop: float) -> None:
    matrix = random_likeness(seed)
    distances = 1 - matrix
    np.fill_diagonal(distances, 0)
    wanted = fcluster(linkage(squareform(distances), "average"), 1 - stop, "distance")
    groups = Linkage(len(matrix), edges(matrix)).run(stop)
    assert sorted(groups) == sorted(
        sorted(np.flatnonzero(wanted == label).tolist()) for label in set(wanted)
    )


@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.5, 0.7]), st.integers(0, 13))
@settings(max_examples=40, deadline=None)
def test_what_is_out_of_reach_decides_nothing(seed: int, stop: float, other: int) -> None:
    every = edges(random_likeness(seed))
    i, j, score = (np.array(column) for column in zip(*every, strict=True))
    bonds = Bonds(14)
    bonds.bind(0, other)
    roots = np.array([bonds.root(row) for row in range(14)])
    seen = in_reach(i, j, score, stop, (np.arange(14), roots))
    groups = []
    for edge_list in (every, [edge for edge, near in zip(every, seen, strict=True) if near]):
        made = Linkage(14, edge_list)
        made.obey(bonds, range(14))
        groups.append(made.run(stop))
    assert groups[0] == groups[1]


def test_only_pairs_that_may_join_are_in_reach() -> None:
    i, j, score = np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.9, 0.2, 0.9])
    rows = np.arange(4)
    assert in_reach(i, j, score, 0.5, (rows, rows)).tolist() == [True, False, True]
    assert in_reach(i, j, score, 0.5, (rows, np.array([0, 1, 1, 3]))).all()


LINE = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.8), (2, 3, 0.7)]


def run(bonds: Bonds, *known: dict[int, int]) -> list[list[int]]:
    made = Linkage(4, LINE)
    made.obey(bonds, range(4), *known)
    return made.run(0.5)


def test_what_is_just_as_alike_as_asked_merges() -> None:
    assert Linkage(4, LINE).run(0.9) == [[0, 1], [2], [3]]
    assert Linkage(4, LINE).run(0.901) == [[0], [1], [2], [3]]


def test_without_bonds_likeness_decides() -> None:
    assert run(Bonds(4)) == [[0, 1, 2], [3]]


def test_bound_items_stay_together() -> None:
    bonds = Bonds(4)
    bonds.bind(0, 3)
    assert [0, 3] in [[i for i in group if i in {0, 3}] for group in run(bonds)]


def test_items_kept_apart_never_meet_even_over_others() -> None:
    bonds = Bonds(4)
    bonds.part(0, 2)
    assert run(bonds) == [[0, 1], [2, 3]]


def test_known_units_do_not_merge() -> None:
    bonds = Bonds(4)
    bonds.freeze([0])
    bonds.freeze([1])
    groups = run(bonds, bonds.known())
    assert all(not {0, 1} <= set(group) for group in groups)


def test_what_was_said_first_wins() -> None:
    bonds = Bonds(3)
    bonds.bind(0, 1)
    bonds.part(0, 1)
    bonds.part(1, 2)
    bonds.bind(0, 2)
    assert (bonds.root(0), bonds.root(1), bonds.root(2)) == (0, 0, 2)
    assert bonds.pairs_apart() == [(0, 2)]


@pytest.mark.parametrize("items", [0, 1])
def test_nothing_and_one(items: int) -> None:
    assert Linkage(items, []).run(0.5) == [[item] for item in range(items)]
