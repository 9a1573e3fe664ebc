"""Floors of figures in a JSON file: they may be raised, and no figure may fall below its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "floors"
_DIGIT = 0.05  # figures are pinned to one digit


def fallen(name: str, figures: Mapping[str, float], *, sinking: frozenset[str]) -> list[str]:
    """The figures worse than their floor; those of `sinking` are better the lower they are."""
    return [
        f"{figure}: {figures[figure]:.1f}, floor {floor:.1f}"
        for figure, floor in read(name).items()
        if (floor - figures[figure]) * (-1 if figure in sinking else 1) > _DIGIT
    ]


def read(name: str) -> dict[str, float]:
    """The floors of a benchmark; none where it has no file yet."""
    path = FOLDER / f"{name}.json"
    floors: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return floors


def pin(name: str, figures: Mapping[str, float], *, sinking: frozenset[str]) -> None:
    """Raise the floors to these figures where they are better; lower none."""
    floors = read(name)
    for figure, value in figures.items():
        best = min if figure in sinking else max
        floors[figure] = round(best(value, floors.get(figure, value)), 1)
    text = json.dumps(dict(sorted(floors.items())), indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")
