"""Grouping on a labelled set of our own: a figure may rise, but never fall unnoticed."""

from __future__ import annotations

import pytest

from benchmarks.grouping_methods import events, topics
from benchmarks.grouping_rows import FLOORS, GroupingRow, fallen, measure, read_floors
from benchmarks.labelled import Labelled, in_view, load

OWN = FLOORS.parent.parent / "own"


@pytest.fixture(scope="module")
def own() -> Labelled:
    (labelled,) = load(OWN)
    return labelled


def row(own: Labelled, view: str, level: str, method: str) -> GroupingRow:
    shown = in_view(own, view)  # type: ignore[arg-type]
    names = {"level": level, "set": own.name, "view": view, "method": method}
    if level == "event":
        return measure(shown, shown.events, events, **names)
    return measure(shown, shown.themes, topics, **names)


def test_no_figure_is_below_its_floor(own: Labelled) -> None:
    rows = [row(own, view, "event", "ours") for view in ("full", "short", "title")]
    rows += [row(own, view, "topic", "ours") for view in ("full", "short")]
    assert fallen(rows, "own") == []


def test_a_fallen_figure_is_named(own: Labelled) -> None:
    good = row(own, "full", "event", "ours")
    bad = GroupingRow(
        level="event", set="own", view="full", method="ours", stories=1,
        precision=0.1, recall=0.1, f1=0.1, pairwise=0.1, speed=1.0,
    )  # fmt: skip
    assert len(fallen([good, bad], "own")) == 1
    assert "no floor" in fallen([good], "elsewhere")[0]


def test_every_floor_is_between_nothing_and_all() -> None:
    for floors in read_floors().values():
        assert all(0 < figure <= 1 for figures in floors.values() for figure in figures)
