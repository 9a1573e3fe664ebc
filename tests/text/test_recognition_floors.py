"""Furniture, kinds and states on labelled mornings: a figure may rise, but never fall unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import floors_file, furniture, kinds
from benchmarks.labelled_mornings import VARIABLE, folder_of_mornings, load_stories


@pytest.fixture(scope="module")
def mornings() -> kinds.Mornings:
    folder = folder_of_mornings()
    if folder is None:
        pytest.skip(f"needs labelled mornings ({VARIABLE} names their folder)")
    return load_stories(folder)


def test_furniture_is_above_its_floors(mornings: kinds.Mornings) -> None:
    figures = furniture.measured(mornings)
    assert floors_file.fallen("furniture", figures, sinking=furniture.SINKING) == []


def test_kinds_and_states_are_above_their_floors(mornings: kinds.Mornings) -> None:
    assert floors_file.fallen("kinds", kinds.measured(mornings), sinking=frozenset()) == []


def a_morning(folder: Path, name: str) -> None:
    """Three stories of our own, as the labelled mornings are written."""
    shared = {"event": "", "topic": "", "stale": False, "published": None, "language": "en"}
    rows = [
        {"id": f"{name}-1", "outlet": "Post", "title": "Dam above Orsk breaks - Post",
         "text": "Four people were killed. Sign up for our newsletter.", "kind": "news",
         "furniture": [" - Post", "Sign up for our newsletter."]},
        {"id": f"{name}-2", "outlet": "Post", "title": "News quiz of the week", "text": "",
         "kind": "quiz", "furniture": []},
        {"id": f"{name}-3", "outlet": "Echo", "title": "Mayor resigns", "text": "He said so.",
         "kind": "news", "furniture": ["He said so."]},
    ]  # fmt: skip
    lines = "\n".join(json.dumps(row | shared) for row in rows)
    (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    gold = json.dumps({"order": [], "headline": {}, "opening": {}})
    (folder / f"{name}.gold.json").write_text(gold, "utf-8")


def test_the_figures_are_counted_as_they_are_said(tmp_path: Path) -> None:
    a_morning(tmp_path, "a")
    a_morning(tmp_path, "b")
    stories = load_stories(tmp_path)
    found = furniture.measured(stories)
    assert found["headline recall"] == found["headline precision"] == 100
    assert found["sentence recall"] == 50
    assert found["false"] == 0
    figures = kinds.measured(stories)
    assert figures["quiz precision"] == figures["quiz recall"] == 100


def test_a_fallen_figure_is_named_whichever_way_is_down() -> None:
    floors = floors_file.read("furniture")
    worse = {
        name: floor + (9 if name in furniture.SINKING else -9) for name, floor in floors.items()
    }
    assert len(floors_file.fallen("furniture", worse, sinking=furniture.SINKING)) == len(floors)
    assert floors_file.fallen("furniture", floors, sinking=furniture.SINKING) == []
