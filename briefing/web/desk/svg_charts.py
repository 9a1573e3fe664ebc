"""Small charts as plain SVG: where each bar stands, for a template to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Units of the pictures' own; the style says how large they are shown.
SPARK_WIDTH = 120
SPARK_HEIGHT = 28  # as above
CHART_WIDTH = 900  # as above
CHART_HEIGHT = 200  # as above
# Room for the labels below the bars, and beside them.
FOOT = 22
SIDE = 44  # for numbers of six digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, or a part of it; `kind` is its class in the style."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars from left to right; `top` is the number at the top edge."""

    bars: tuple[Bar, ...]
    top: int
    first: str
    last: str
    words: str


def sparkline(counts: Sequence[int]) -> tuple[Bar, ...]:
    """One small bar for each count."""
    top, step = max((*counts, 1)), SPARK_WIDTH / max(len(counts), 1)
    return tuple(
        _bar(place * step, step, SPARK_HEIGHT, count / top, kind="", label="")
        for place, count in enumerate(counts)
        if count
    )


def stacked(
    columns: Sequence[tuple[str, Mapping[str, int]]], *, kinds: Mapping[str, str], words: str
) -> Chart:
    """A column for each label, its counts one above the other in the order of `kinds`."""
    top = max((sum(counts.values()) for _, counts in columns), default=0) or 1
    step = (CHART_WIDTH - SIDE) / max(len(columns), 1)
    bars: list[Bar] = []
    for place, (label, counts) in enumerate(columns):
        below = 0
        for name, kind in kinds.items():
            count = counts.get(name, 0)
            if count:
                bars.append(
                    _part(place, step, (below, count, top), kind, f"{label}: {count} {name}")
                )
            below += count
    ends = (columns[0][0], columns[-1][0]) if columns else ("", "")
    return Chart(bars=tuple(bars), top=top, first=ends[0], last=ends[1], words=words)


def _part(place: int, step: float, heights: tuple[int, int, int], kind: str, label: str) -> Bar:
    below, count, top = heights
    high = CHART_HEIGHT - FOOT
    return Bar(
        x=round(SIDE + place * step + step * 0.1, 1),
        y=round(high * (1 - (below + count) / top), 1),
        width=round(step * 0.8, 1),
        height=round(high * count / top, 1),
        kind=kind,
        label=label,
    )


def _bar(x: float, step: float, high: int, share: float, *, kind: str, label: str) -> Bar:
    # A count of one among thousands is seen, too.
    height = max(1.0, high * share)
    return Bar(
        x=round(x + step * 0.1, 1),
        y=round(high - height, 1),
        width=round(step * 0.8, 1),
        height=round(height, 1),
        kind=kind,
        label=label,
    )
