"""Measure grouping on labelled stories, beside two known methods.

    python -m benchmarks.grouping --data FOLDER [--quick] [--json]

Prints BCubed precision, recall and F1 and pairwise F1 for every set and view,
their mean over the eight views (full text and title + first sentence of sets
with text, titles of the others), themes where a set has them, 60 batches of
30 short stories (drawn as `benchmarks.labelled.batches` says, seed 0), the 30
hard batches that the fit does not see, and all sets as one batch with no cap
on events. `--quick` leaves the last one out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.agreement import bcubed, pairwise
from benchmarks.grouping_methods import (
    Method,
    average_linkage,
    average_linkage_for_topics,
    events,
    svd_hdbscan,
    topics,
    topics_without_guard,
)
from benchmarks.labelled import (
    BATCHES,
    Labelled,
    View,
    batches,
    capped,
    hard_batches,
    has_text,
    in_view,
    joined,
    load,
    views,
)

EVENT_METHODS: dict[str, Method] = {
    "ours": events,
    "TF-IDF, average linkage": average_linkage,
    "SVD, HDBSCAN": svd_hdbscan,
}
TOPIC_METHODS: dict[str, Method] = {
    "ours, without name guard": topics_without_guard,
    "ours": topics,
    "TF-IDF, average linkage": average_linkage_for_topics,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one method scored on one set in one view; `speed` is stories a second."""

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


def measure(labelled: Labelled, gold: Sequence[Hashable], grouper: Method, **names: str) -> Row:
    """One method on one batch."""
    began = time.perf_counter()
    found = grouper(labelled.stories)
    seconds = time.perf_counter() - began
    score = bcubed(gold, found)
    return Row(
        stories=len(found),
        precision=score.precision,
        recall=score.recall,
        f1=score.f1,
        pairwise=pairwise(gold, found).f1,
        speed=len(found) / max(seconds, 1e-9),
        **names,
    )


def mean(rows: Sequence[Row], **names: str) -> Row:
    """The mean of rows, each of equal weight."""
    stories = sum(row.stories for row in rows)
    return Row(
        stories=stories,
        precision=fmean(row.precision for row in rows),
        recall=fmean(row.recall for row in rows),
        f1=fmean(row.f1 for row in rows),
        pairwise=fmean(row.pairwise for row in rows),
        speed=stories / sum(row.stories / row.speed for row in rows),
        **names,
    )


def event_rows(sets: Sequence[Labelled]) -> Iterator[Row]:
    """Every set and view, then the mean over the eight views, for each method."""
    counted = {(labelled.name, view) for labelled, view in views(sets)}
    for name, method in EVENT_METHODS.items():
        rows = []
        for whole in sets:
            for view in _shown(whole):
                labelled = in_view(capped(whole), view)
                names = {"set": whole.name, "view": view, "method": name}
                row = measure(labelled, labelled.events, method, level="event", **names)
                yield row
                rows += [row] if (whole.name, view) in counted else []
        yield mean(rows, level="event", set="mean of 8", view="", method=name)


def _shown(labelled: Labelled) -> tuple[View, ...]:
    return ("full", "short", "title") if has_text(labelled) else ("title",)


def topic_rows(sets: Sequence[Labelled]) -> Iterator[Row]:
    """The sets with themes, full and short, and the mean of both."""
    for whole in sets:
        for name, method in TOPIC_METHODS.items() if whole.themes else ():
            rows = []
            for view in ("full", "short"):
                labelled = in_view(whole, view)
                names = {"set": whole.name, "view": view, "method": name}
                rows.append(measure(labelled, labelled.themes, method, level="topic", **names))
            yield from rows
            yield mean(rows, level="topic", set=whole.name, view="mean", method=name)


def batch_rows(sets: Sequence[Labelled]) -> Iterator[Row]:
    """The mean over small batches of short stories, and over those with strangers in them."""
    kinds = {"batches of 30": batches(sets), "hard batches": hard_batches(sets)[BATCHES // 2 :]}
    for kind, drawn in kinds.items():
        for name, method in EVENT_METHODS.items():
            names = {"level": "event", "set": kind, "view": "short", "method": name}
            yield mean([measure(batch, batch.events, method, **names) for batch in drawn], **names)


def large_row(sets: Sequence[Labelled]) -> Row:
    """All sets in one batch, short, no cap on events."""
    every = joined([in_view(whole, "short" if has_text(whole) else "title") for whole in sets])
    names = {"level": "event", "set": "all together", "view": "short", "method": "ours"}
    return measure(every, every.events, events, **names)


def table(rows: Sequence[Row]) -> str:
    """The rows for a reader."""
    head = f"{'level':6}{'set':15}{'view':7}{'method':26}{'n':>6}"
    lines = [head + "".join(f"{name:>8}" for name in ("BP", "BR", "BF1", "pairF1", "st/s"))]
    for row in rows:
        figures = (row.precision, row.recall, row.f1, row.pairwise)
        line = f"{row.level:6}{row.set:15}{row.view:7}{row.method:26}{row.stories:6}"
        lines.append(line + "".join(f"{n:8.3f}" for n in figures) + f"{row.speed:8.0f}")
    return "\n".join(lines)


def run(sets: Sequence[Labelled], *, quick: bool = False) -> list[Row]:
    """All figures in the order of the table."""
    rows = [*event_rows(sets), *topic_rows(sets), *batch_rows(sets)]
    return rows if quick else [*rows, large_row(sets)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sets, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder with labelled sets")
    parser.add_argument("--quick", action="store_true", help="without all sets as one batch")
    parser.add_argument("--json", action="store_true", help="for machines")
    given: Any = parser.parse_args(arguments)
    rows = run(load(given.data), quick=given.quick)
    print(json.dumps([asdict(row) for row in rows], indent=2) if given.json else table(rows))


if __name__ == "__main__":
    main()
