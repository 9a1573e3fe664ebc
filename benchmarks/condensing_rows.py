"""The figures of condensing: one row for a method on a set at a budget, and their floors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).parent / "floors" / "condensing.json"
OURS = "briefing"
# What is pinned: figures that may only rise, and those that may only sink.
RISING, SINKING = ("rouge1", "rouge2"), ("hazards", "closest")
# Figures are pinned to two digits; libraries of linear algebra differ in the last of theirs.
_DIGIT = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one method on one set at one budget."""

    set: str
    method: str
    words: int
    items: int
    rouge1: float
    rouge2: float
    rougeL: float  # noqa: N815
    used: float
    difference1: tuple[float, float, float]
    difference2: tuple[float, float, float]
    hazards: float
    kinds: dict[str, int]
    closest: float
    closest_mean: float
    a_second: float


Floors = dict[str, dict[str, dict[str, float]]]


def key(row: Row) -> str:
    """What names a row in the floor file."""
    return f"{row.set} / {row.words} words"


def pinned(rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Row -> its pinned figures, of our own method."""
    names = (*RISING, *SINKING)
    return {
        key(row): {name: round(getattr(row, name), 2) for name in names}
        for row in rows
        if row.method == OURS
    }


def read_floors() -> Floors:
    """Name of the data folder -> row -> its pinned figures."""
    floors: Floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return floors


def pin(rows: Iterable[Row], data: str) -> None:
    """Keep these figures as floors of a data folder; its other rows stay as they are."""
    floors = read_floors()
    floors[data] = floors.get(data, {}) | pinned(rows)
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")


def fallen(rows: Iterable[Row], data: str) -> list[str]:
    """One line for each figure of a data folder that is worse than its floor, or has none."""
    floors = read_floors().get(data, {})
    return [
        line
        for name, figures in pinned(rows).items()
        for line in _worse(name, figures, floors.get(name))
    ]


def _worse(name: str, now: dict[str, float], floor: dict[str, float] | None) -> list[str]:
    if floor is None:
        return [f"{name}: no floor; run with --pin"]
    lost = {figure: floor[figure] - now[figure] for figure in RISING}
    lost |= {figure: now[figure] - floor[figure] for figure in SINKING}
    return [
        f"{name}: {figure} is {now[figure]}, was {floor[figure]}"
        for figure, by in lost.items()
        if by > _DIGIT
    ]


_HEAD = (
    f"{'set':10} {'method':10} {'B':>4} {'n':>4} {'used':>5}  {'R1':>5} {'R2':>5} {'RL':>5}  "
    f"{'dR1 (95 %)':>22}  {'dR2 (95 %)':>22}  {'haz':>5} {'close':>5} {'mean':>5} {'per s':>6}"
)


def table(rows: Sequence[Row]) -> str:
    """The rows for people."""
    lines = [_HEAD]
    for row in rows:
        one, two = (_spread(d) for d in (row.difference1, row.difference2))
        lines.append(
            f"{row.set:10} {row.method:10} {row.words:4} {row.items:4} {row.used:5.1f}  "
            f"{row.rouge1:5.2f} {row.rouge2:5.2f} {row.rougeL:5.2f}  {one:>22}  {two:>22}  "
            f"{row.hazards:5.1f} {row.closest:5.2f} {row.closest_mean:5.2f} {row.a_second:6.0f}"
            f"  {' '.join(f'{kind}:{count}' for kind, count in row.kinds.items())}"
        )
    return "\n".join(lines)


def _spread(difference: tuple[float, float, float]) -> str:
    mean, low, high = difference
    return f"{mean:+.2f} [{low:+.2f},{high:+.2f}]"
