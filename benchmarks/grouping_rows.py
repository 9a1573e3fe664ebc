"""The figures of grouping: one row for a method on a set in a view, and their floors."""

from __future__ import annotations

import json
import time
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.agreement import bcubed, pairwise
from benchmarks.grouping_methods import Method
from benchmarks.labelled import Labelled

FLOORS = Path(__file__).parent / "floors" / "grouping.json"
# Figures are pinned to three digits.
_DIGIT = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingRow:
    """What one method scored on one set in one view.

    `speed` is stories a second of processor time.
    """

    level: str
    set: str
    view: str
    method: str
    stories: int
    precision: float
    recall: float
    f1: float
    pairwise: float
    speed: float


def measure(
    labelled: Labelled, gold: Sequence[Hashable], grouper: Method, **names: str
) -> GroupingRow:
    """One method on one batch."""
    began = time.process_time()
    groups = grouper(labelled.stories)
    seconds = time.process_time() - began
    score = bcubed(gold, groups)
    return GroupingRow(
        stories=len(groups),
        precision=score.precision,
        recall=score.recall,
        f1=score.f1,
        pairwise=pairwise(gold, groups).f1,
        speed=len(groups) / max(seconds, 1e-9),
        **names,
    )


def mean(rows: Sequence[GroupingRow], **names: str) -> GroupingRow:
    """The mean of rows, each of equal weight."""
    stories = sum(row.stories for row in rows)
    return GroupingRow(
        stories=stories,
        precision=fmean(row.precision for row in rows),
        recall=fmean(row.recall for row in rows),
        f1=fmean(row.f1 for row in rows),
        pairwise=fmean(row.pairwise for row in rows),
        speed=stories / sum(row.stories / row.speed for row in rows),
        **names,
    )


def table(rows: Sequence[GroupingRow]) -> str:
    """The rows for a reader."""
    head = f"{'level':6}{'set':15}{'view':7}{'method':26}{'n':>6}"
    lines = [head + "".join(f"{name:>8}" for name in ("BP", "BR", "BF1", "pairF1", "st/s"))]
    for row in rows:
        figures = (row.precision, row.recall, row.f1, row.pairwise)
        line = f"{row.level:6}{row.set:15}{row.view:7}{row.method:26}{row.stories:6}"
        lines.append(line + "".join(f"{n:8.3f}" for n in figures) + f"{row.speed:8.0f}")
    return "\n".join(lines)


def key(row: GroupingRow) -> str:
    """What names a row in the floor file."""
    return " / ".join(part for part in (row.level, row.set, row.view, row.method) if part)


def pinned(rows: Iterable[GroupingRow]) -> dict[str, list[float]]:
    """GroupingRow -> BCubed F1 and pairwise F1, of our own methods."""
    ours = (row for row in rows if row.method.startswith("ours"))
    return {key(row): [round(row.f1, 3), round(row.pairwise, 3)] for row in ours}


def read_floors() -> dict[str, dict[str, list[float]]]:
    """Name of the data folder -> row -> BCubed F1 and pairwise F1."""
    if not FLOORS.exists():
        return {}
    floors: dict[str, dict[str, list[float]]] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def fallen(rows: Iterable[GroupingRow], data: str) -> list[str]:
    """One line for each figure of a data folder that is below its floor, or has none."""
    floors: dict[str, list[float]] = read_floors().get(data, {})
    lines = []
    for name, figures in pinned(rows).items():
        floor = floors.get(name)
        if floor is None:
            lines.append(f"{name}: no floor")
        elif any(now < least - _DIGIT for now, least in zip(figures, floor, strict=True)):
            lines.append(f"{name}: {figures}, was {floor}")
    return lines
