"""Fits the weights of the marks of kinds on labelled mornings.

    python -m benchmarks.fit_kinds FOLDER        writes briefing/text/kinds/weights.json

A multinomial logistic regression whose weights are pulled to where an editor
would set them (`kinds_start.json`), so that kinds with few labels keep sense.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.labelled_mornings import LabelledStory, load_stories
from briefing.models import KINDS, Kind
from briefing.text.kinds.evidence import evidence

Matrix = NDArray[np.float64]
Table = dict[str, dict[Kind, float]]
PULL = 1.5  # of each weight to its start; the start of kinds themselves is pulled less
PULL_OF_START = 0.1
HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "briefing" / "text" / "kinds" / "weights.json"


def start() -> Table:
    """The weights set by hand: mark -> kind -> weight."""
    table: Table = json.loads((HERE / "kinds_start.json").read_text("utf-8"))
    return table


def fitted(marks: Sequence[Sequence[str]], kinds: Sequence[Kind]) -> Table:
    """Weights for the marks of stories of these kinds; marks never met keep their start."""
    by_hand = start()
    names = ["", *sorted({mark for own in marks for mark in own})]
    row = {name: number for number, name in enumerate(names)}
    seen = np.zeros((len(marks), len(names)))
    for place, own in enumerate(marks):
        seen[place, [0, *(row[mark] for mark in own)]] = 1.0
    begin = np.array([[by_hand.get(name, {}).get(kind, 0.0) for kind in KINDS] for name in names])
    found = _minimized(seen, np.array([KINDS.index(kind) for kind in kinds]), begin)
    table: Table = {
        name: {
            kind: round(float(found[number, column]), 3)
            for column, kind in enumerate(KINDS)
            if abs(found[number, column]) >= 0.02
        }
        for name, number in row.items()
    }
    return {name: weights for name, weights in (by_hand | table).items() if weights}


def _minimized(seen: Matrix, kinds: NDArray[np.int64], begin: Matrix) -> Matrix:
    right = np.eye(len(KINDS))[kinds]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(begin.shape)
        scores = seen @ weights
        parts = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = parts / parts.sum(axis=1, keepdims=True)
        away = weights - begin
        away[0] *= PULL_OF_START
        wrong = -np.log((chances * right).sum(axis=1) + 1e-12).sum() + PULL / 2 * (away**2).sum()
        return float(wrong), (seen.T @ (chances - right) + PULL * away).ravel()

    result = minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    found: Matrix = result.x.reshape(begin.shape)
    return found


def model_of(items: Sequence[LabelledStory]) -> Mapping[str, Mapping[str, Mapping[Kind, float]]]:
    """What `weights.json` holds: the weights, and how often each kind is met."""
    kinds = [item.kind for item in items]
    table = fitted([evidence(item.story) for item in items], kinds)
    return {"shares": {"all": shares_of(kinds)}, "weights": dict(sorted(table.items()))}


def shares_of(kinds: Sequence[Kind]) -> dict[Kind, float]:
    """The share of each kind, one story of each added."""
    whole = len(kinds) + len(KINDS)
    return {kind: round((kinds.count(kind) + 1) / whole, 4) for kind in KINDS}


def main() -> None:
    """Fit on all mornings of a folder and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    items = [item for own in load_stories(parser.parse_args().folder).values() for item in own]
    WEIGHTS.write_text(json.dumps(model_of(items), indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
