"""Measure grouping on labelled stories, beside two known methods.

    python -m benchmarks.grouping --data FOLDER [--quick] [--json] [--pin]

Prints BCubed precision, recall and F1 and pairwise F1 for every set and view,
their mean over the eight views (full text and title + first sentence of sets
with text, titles of the others), themes where a set has them, 60 batches of
30 short stories (drawn as `benchmarks.labelled.batches` says, seed 0), the 30
hard batches that the fit does not see, and all sets as one batch with no cap
on events. `--quick` leaves the last one out. Figures below their floor in
`benchmarks/floors/grouping.json` are named; `--pin` makes these the floors.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.grouping_baselines import (
    average_linkage,
    average_linkage_for_topics,
    svd_hdbscan,
)
from benchmarks.grouping_methods import Method, events, topics
from benchmarks.grouping_rows import (
    FLOORS,
    GroupingRow,
    fallen,
    mean,
    measure,
    pinned,
    read_floors,
    table,
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
    "ours": topics,
    "TF-IDF, average linkage": average_linkage_for_topics,
}


def event_rows(sets: Sequence[Labelled]) -> Iterator[GroupingRow]:
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
        yield mean(rows, level="event", set=f"mean of {len(rows)}", view="", method=name)


def _shown(labelled: Labelled) -> tuple[View, ...]:
    return ("full", "short", "title") if has_text(labelled) else ("title",)


def topic_rows(sets: Sequence[Labelled]) -> Iterator[GroupingRow]:
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


def batch_rows(sets: Sequence[Labelled]) -> Iterator[GroupingRow]:
    """The mean over small batches of short stories, and over those with strangers in them."""
    kinds = {"batches of 30": batches(sets), "hard batches": hard_batches(sets)[BATCHES // 2 :]}
    for kind, drawn in kinds.items():
        for name, method in EVENT_METHODS.items():
            names = {"level": "event", "set": kind, "view": "short", "method": name}
            yield mean([measure(batch, batch.events, method, **names) for batch in drawn], **names)


def large_row(sets: Sequence[Labelled]) -> GroupingRow:
    """All sets in one batch, short, no cap on events."""
    every = joined([in_view(whole, "short" if has_text(whole) else "title") for whole in sets])
    names = {"level": "event", "set": "all together", "view": "short", "method": "ours"}
    return measure(every, every.events, events, **names)


def run(sets: Sequence[Labelled], *, quick: bool = False) -> list[GroupingRow]:
    """All figures in the order of the table."""
    rows = [*event_rows(sets), *topic_rows(sets), *batch_rows(sets)]
    return rows if quick else [*rows, large_row(sets)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sets, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder with labelled sets")
    parser.add_argument("--quick", action="store_true", help="without all sets as one batch")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--pin", action="store_true", help="write the figures as new floors")
    options: Any = parser.parse_args(arguments)
    rows = run(load(options.data), quick=options.quick)
    print(json.dumps([asdict(row) for row in rows], indent=2) if options.json else table(rows))
    if options.pin:
        pin(rows, options.data.name)
    for line in fallen(rows, options.data.name):
        print(line, file=sys.stderr)


def pin(rows: Sequence[GroupingRow], data: str) -> None:
    """Keep these figures as the floors of a data folder."""
    floors = read_floors() | {data: pinned(rows)}
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
