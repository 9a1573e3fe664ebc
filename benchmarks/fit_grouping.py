"""Fit the coefficients of grouping on labelled stories.

    python -m benchmarks.fit_grouping --mornings FOLDER --sets FOLDER [--out FILE]
    python -m benchmarks.fit_grouping --mornings FOLDER --sets FOLDER --left-out FOLDER

The strangers' expert learns from mornings, the partners' from the older sets
(`benchmarks.grouping_training` says from what and with which weights). Every
start is fixed: the same data give the same file. With `--left-out` a file
`NAME.json` is written for each morning, fitted without it, for
`benchmarks.mornings --left-out`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.grouping_fit import RIDGES, Sample, fit_expert, sample
from benchmarks.grouping_training import partners_views, strangers_views
from benchmarks.labelled import load
from benchmarks.mornings_data import load_mornings

OUT = Path(__file__).resolve().parents[1] / "briefing" / "grouping" / "experts.json"
# From which mean answers on stories are one group: docs/decisions.md, Grouping.
CUTS = {
    "strangers": {"event": 0.4, "topic": 0.46},
    "few_strangers": {"event": 0.35, "topic": 0.4},
    "partners": {"event": 0.35, "topic": 0.115},
    "small": {"event": 0.27, "topic": 0.3},
    "handful": {"event": 0.5, "topic": 0.05},
}


def write(path: Path, strangers: Sequence[Sample], partners: Any) -> None:
    """Fit the strangers' expert and write it beside the partners'."""
    experts = {
        "strangers": fit_expert(strangers, RIDGES["strangers"]),
        "partners": partners,
        "cuts": CUTS,
    }
    path.write_text(json.dumps(experts, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"wrote {path.name}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the labels, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--mornings", type=Path, required=True, help="labelled mornings")
    parser.add_argument("--sets", type=Path, required=True, help="the older labelled sets")
    parser.add_argument("--out", type=Path, default=OUT, help="where the numbers are written")
    parser.add_argument("--left-out", type=Path, help="a folder: one file without each morning")
    options = parser.parse_args(arguments)
    mornings, sets = load_mornings(options.mornings), load(options.sets)
    strangers = [sample(view) for view in strangers_views(mornings, sets)]
    partners = fit_expert([sample(v) for v in partners_views(sets)], RIDGES["partners"])
    if options.left_out is None:
        write(options.out, strangers, partners)
        return
    options.left_out.mkdir(parents=True, exist_ok=True)
    for morning in mornings:
        others = [s for s in strangers if s.family != morning.name]
        write(options.left_out / f"{morning.name}.json", others, partners)


if __name__ == "__main__":
    main()
