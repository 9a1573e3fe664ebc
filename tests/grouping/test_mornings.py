"""Whole editions of labelled mornings: a figure may rise, but never fall unnoticed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import mornings
from benchmarks.mornings_data import Item, Morning, load_mornings
from benchmarks.mornings_figures import Figures, figures

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("BRIEFING_MORNINGS") or ROOT.parent / "shared/data/mornings")


@pytest.mark.slow
@pytest.mark.skipif(
    not DATA.is_dir(),
    reason="the labelled mornings are not here (BRIEFING_MORNINGS names their folder)",
)
def test_no_mean_over_the_mornings_is_below_its_floor() -> None:
    *_, (_, means) = mornings.rows_of(load_mornings(DATA))
    assert mornings.fallen(means) == []


def test_floors_never_get_worse() -> None:
    floors = {"event_f1": 90.0, "stale": 2.0}
    worse, better = {"event_f1": 80.0, "stale": 5.0}, {"event_f1": 91.26, "stale": 1.0}
    assert mornings.raised(worse, floors) == floors
    assert mornings.raised(better, floors) == {"event_f1": 91.3, "stale": 1.0}


def test_every_figure_with_a_direction_has_a_floor() -> None:
    assert set(mornings.read_floors()) == {*mornings.RISING, *mornings.SINKING}


def item(name: str, title: str, text: str, **labels: object) -> Item:
    values = {
        "outlet": f"Paper {name[-1]}", "position": 1, "url": f"https://{name}.example/{name}",
        "published": None, "categories": (), "language": "en", "event": name, "topic": name,
        "kind": "news", "stale": False, "furniture": (),
    }  # fmt: skip
    return Item(id=name, title=title, text=text, **(values | labels))  # type: ignore[arg-type]


FERRY = {"event": "ferry", "topic": "ferry"}
SMALL = Morning(
    name="small",
    items=(
        item("s1", "Ferry sinks off Skarn", "A ferry sank off Skarn on Monday night.", **FERRY),
        item("s2", "Skarn ferry sinks", "The Skarn ferry sank, 12 people swam ashore.", **FERRY),
        item("s3", "Win a week at sea", "Send us a card. Win a week at sea.", kind="promo"),
    ),
    order=("ferry",),
    headline={"ferry": "s1"},
    opening={"ferry": "A ferry sank off Skarn on Monday night."},
)


@pytest.fixture(scope="module")
def measured() -> Figures:
    return figures(mornings.build(SMALL))


def test_a_small_morning_is_measured_as_an_editor_would(measured: Figures) -> None:
    assert measured["event_f1"] == measured["topic_f1"] == measured["blocks_found"] == 100
    assert measured["events_mixed"] == measured["stale"] == measured["furniture"] == 0
    assert 0 < measured["not_news"] <= 50
    assert measured["headline"] in {50.0, 100.0}


def test_what_an_editor_would_strike_counts(measured: Figures) -> None:
    labels = {"furniture": ("Skarn",), "stale": True}
    first, second, third = SMALL.items
    apart = replace(second, event="other", topic="other", **labels)
    worse = figures(mornings.build(replace(SMALL, items=(replace(first, **labels), apart, third))))
    assert worse["event_f1"] < measured["event_f1"]
    assert worse["events_mixed"] == 100
    assert worse["furniture"] > 0
    assert worse["stale"] > 0
