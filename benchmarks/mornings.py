"""Measure whole editions on labelled mornings: groups, openings, order, furniture, tags.

    python -m benchmarks.mornings --data FOLDER [--only a1,b3] [--json] [--pin]
    python -m benchmarks.mornings --data FOLDER --left-out FOLDER [--json]

Each morning goes the whole way: one RSS file an outlet, read, grouped and
composed as `briefing build` does it, then held against its labels. All figures
are per cent. Of events and topics: BCubed F1, precision and recall, and the
groups of two and more that hold strangers (`mixed`). Then: the lead holds
several topics; openings that are not of the headline's story; headings whose
story says nothing; furniture in print; headlines among the first six that are
no news; blocks told in an overtaken state; NDCG of the first twelve blocks;
blocks of the editor's that are told; headlines and openings as the editor's;
junk among tags and kickers.

The shipped coefficients of grouping have seen these mornings. `--left-out`
names a folder of coefficients that have not, one `NAME.json` a morning
(`benchmarks.fit_grouping --left-out` writes them): then only groups are
measured. Means below their floor in `benchmarks/floors/mornings.json` are named; `--pin`
raises the floors, and lowers none.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.mornings_data import Morning, items_by_story, load_mornings, write_newsletter
from benchmarks.mornings_figures import Built, Figures, figures, grouping_figures
from briefing.api.functions import load
from briefing.grouping import group
from briefing.grouping.experts import from_plain

FLOORS = Path(__file__).parent / "floors" / "mornings.json"
RISING = (
    "event_f1",
    "topic_f1",
    "ndcg",
    "blocks_found",
    "headline",
    "opening",
)
SINKING = (
    "events_mixed",
    "topics_mixed",
    "lead_mixed",
    "opening_elsewhere",
    "silent_headings",
    "furniture",
    "not_news",
    "stale",
    "junk_tags",
)
# Figures are pinned to one digit.
_DIGIT = 0.05
MEAN = "mean"


def build(morning: Morning) -> Built:
    """The edition of a morning, made the whole way from files."""
    with tempfile.TemporaryDirectory() as scratch:
        config = write_newsletter(morning, Path(scratch))
        with load(config, now=morning.now) as pipeline:
            pipeline.ingest()
            edition, topics = pipeline.compose()
    return Built(morning, topics, edition)


def grouped(morning: Morning, coefficients: Path) -> Figures:
    """The figures of the groups alone, made with other coefficients than those shipped."""
    experts = from_plain(json.loads(coefficients.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as scratch:
        config = write_newsletter(morning, Path(scratch))
        with load(config, now=morning.now) as pipeline:
            pipeline.ingest()
            stories = pipeline.window().stories
    topics = group(stories, experts=experts)
    return grouping_figures(topics, items_by_story(stories, morning))


def rows_of(
    mornings: Sequence[Morning], left_out: Path | None = None
) -> Iterator[tuple[str, Figures]]:
    """Name and figures of each morning, then their mean."""
    rows = []
    for morning in mornings:
        if left_out is None:
            rows.append(figures(build(morning)))
        else:
            rows.append(grouped(morning, left_out / f"{morning.name}.json"))
        yield morning.name, rows[-1]
    yield MEAN, mean(rows)


def mean(rows: Sequence[Figures]) -> Figures:
    """The mean of each figure over the mornings that have it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: fmean(row[name] for row in rows if name in row) for name in names}


def table(rows: Sequence[tuple[str, Figures]]) -> str:
    """The figures for a reader, one line a figure."""
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    lines = [f"{'':18}" + "".join(f"{title:>6}" for title, _ in rows)]
    for name in names:
        cells = (f"{row[name]:6.1f}" if name in row else f"{'-':>6}" for _, row in rows)
        lines.append(f"{name:18}" + "".join(cells))
    return "\n".join(lines)


def read_floors() -> dict[str, float]:
    """Figure -> the worst its mean over all mornings may be."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return floors


def fallen(now: Figures) -> list[str]:
    """One line for each figure that is worse than its floor, or has none."""
    floors = read_floors()
    return [
        f"{name}: no floor; run with --pin"
        if name not in floors
        else f"{name} is {now[name]:.1f}, was {floors[name]:.1f}"
        for name in (*RISING, *SINKING)
        if name in now and (name not in floors or _worse(name, now[name], floors[name]))
    ]


def _worse(name: str, now: float, floor: float) -> bool:
    return (floor - now if name in RISING else now - floor) > _DIGIT


def raised(now: Figures, floors: dict[str, float]) -> dict[str, float]:
    """The floors with every figure that got better; none gets worse."""
    better = {name: max if name in RISING else min for name in (*RISING, *SINKING) if name in now}
    return floors | {
        name: round(pick(now[name], floors.get(name, now[name])), 1)
        for name, pick in better.items()
    }


def options_of(arguments: Sequence[str] | None) -> Any:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder with labelled mornings")
    parser.add_argument("--only", default="", help="names of mornings, with commas")
    parser.add_argument("--left-out", type=Path, help="coefficients that did not see a morning")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--pin", action="store_true", help="raise the floors to these figures")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, measure, print."""
    options = options_of(arguments)
    chosen = {name for name in options.only.split(",") if name}
    mornings = [m for m in load_mornings(options.data) if not chosen or m.name in chosen]
    rows = list(rows_of(mornings, options.left_out))
    print(json.dumps(dict(rows), indent=1) if options.json else table(rows))
    if chosen or options.left_out:
        return
    if options.pin:
        floors = raised(rows[-1][1], read_floors())
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
    for line in fallen(rows[-1][1]):
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
