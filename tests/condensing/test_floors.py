"""Condensing on a labelled set of our own: a figure may rise, but never fall unnoticed.

After a change that is meant to move the figures, `python -m benchmarks.condensing
--data benchmarks/own/summaries --methods lead,briefing --words 25,40,60,150
--cluster-words 100,150 --pin` makes the new ones the floors.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.condensing import options_of, rows_of
from benchmarks.condensing_data import read_set, sets_in
from benchmarks.condensing_rows import FLOORS, OURS, RISING, Row, fallen, pinned, read_floors

OWN = FLOORS.parent.parent / "own" / "summaries"


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    wanted = ["--methods", f"lead,{OURS}", "--words", "25,40,60,150", "--cluster-words", "100,150"]
    return list(rows_of(options_of(["--data", str(OWN), *wanted])))


def test_no_figure_is_worse_than_its_floor(rows: list[Row]) -> None:
    assert fallen(rows, OWN.name) == []
    assert len(pinned(rows)) == 6


def test_ours_is_above_lead_at_every_budget(rows: list[Row]) -> None:
    assert all(row.difference1[0] >= 0 for row in rows if row.method == OURS)


def test_a_worse_figure_is_named(rows: list[Row]) -> None:
    good = next(row for row in rows if row.method == OURS)
    for figure in RISING:
        bad = replace(good, **{figure: getattr(good, figure) - 0.02})
        assert [figure in line for line in fallen([bad], OWN.name)] == [True]
    flagged = replace(good, hazards=good.hazards + 5, closest=good.closest + 0.02)
    assert len(fallen([flagged], OWN.name)) == 2
    assert "no floor" in fallen([good], "elsewhere")[0]


def test_every_floor_is_a_figure_that_can_be() -> None:
    for floors in read_floors().values():
        for figures in floors.values():
            assert all(0 < figures[name] < 100 for name in RISING)
            assert 0 <= figures["hazards"] <= 100
            assert 0 <= figures["closest"] <= 1


def test_references_are_written_not_copied() -> None:
    """A reference copied from its story would make every figure worthless."""
    items = [item for _, path in sets_in(OWN) for item in read_set(path)]
    assert len(items) == 25
    lines = [(line, item) for item in items for line in item.reference.splitlines()]
    copied = [line for line, item in lines if any(line in one.text for one in item.stories)]
    assert len(copied) <= 0.1 * len(lines)
