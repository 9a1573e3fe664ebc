"""Fit the coefficients of grouping on labelled stories.

    python -m benchmarks.fit_grouping --data FOLDER [--out briefing/grouping/coefficients.json]

Both looks are logistic regressions over pairs, on the eight views of
`benchmarks.labelled`, each view of equal weight, and on half of its hard
batches. The second look learns from
first answers of models that did not see the set they answer for, so that it
meets them as they will be on new stories.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.labelled import BATCHES, Labelled, hard_batches, load, views
from briefing.grouping.batch import batch_of
from briefing.grouping.coefficients import CONSTANT
from briefing.grouping.pairs import Features, first_features, near_pairs, second_features
from briefing.grouping.sparse import Ints, Vector
from briefing.grouping.vectors import Space

OUT = Path(__file__).resolve().parents[1] / "briefing" / "grouping" / "coefficients.json"
# Ridge on standardised features; a set is too small to trust single numbers.
RIDGE = 0.003
# Pairs of a big event count less, so that it does not decide; pairs apart count half.
APART = 0.5
# A hard batch against a view. More would keep strangers out better and cost big events.
HARD_WEIGHT = 0.015
# Of the many pairs with little in common a part is enough.
EASY, EASY_PART, SEED = 0.15, 0.15, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One view as pairs with their features, labels and weights."""

    name: str
    space: Space
    i: Ints
    j: Ints
    features: Features
    same: Vector
    weight: Vector


def sample(labelled: Labelled, weight: float = 1.0) -> Sample:
    """The pairs of a view, as grouping sees them; `weight` is that of the whole view."""
    space = batch_of("en", labelled.stories).space
    near = near_pairs(space.all)
    gold = _gold(labelled)
    same = (gold[near.i] == gold[near.j]).astype(float)
    return Sample(
        name=labelled.name,
        space=space,
        i=near.i,
        j=near.j,
        features=first_features(space, near),
        same=same,
        weight=weight * _weights(gold, near.i, same, near.both),
    )


def _gold(labelled: Labelled) -> Ints:
    """Labels as numbers, in the order grouping gives the stories."""
    of = dict(zip((story.id for story in labelled.stories), labelled.events, strict=True))
    ordered = batch_of("en", labelled.stories).stories
    return np.unique([of[story.id] for story in ordered], return_inverse=True)[1]


def _weights(gold: Ints, i: Ints, same: Vector, near: Vector) -> Vector:
    size = np.bincount(gold)[gold][i]
    easy = (same == 0) & (near < EASY)
    kept = ~easy | (np.random.default_rng(SEED).random(len(i)) < EASY_PART)
    weight = np.where(same > 0, 1 / np.sqrt(np.maximum(size - 1, 1)), APART)
    weight = np.where(easy, weight / EASY_PART, weight) * kept
    return np.asarray(weight / weight.sum())


def fit(samples: Sequence[Sample], features: Sequence[Features]) -> dict[str, float]:
    """Coefficients by feature, with the constant."""
    names = sorted(features[0])
    x = np.concatenate([np.column_stack([f[name] for name in names]) for f in features])
    y = np.concatenate([s.same for s in samples])
    weight = np.concatenate([s.weight for s in samples])
    weight = weight / weight.sum()
    used = weight > 0
    found = _logistic(x[used], y[used], weight[used])
    return dict(zip((CONSTANT, *names), (round(float(b), 4) for b in found), strict=True))


def _logistic(x: Vector, y: Vector, weight: Vector) -> Vector:
    """Ridge logistic regression by Newton's method, on standardised columns, scaled back."""
    mean = weight @ x
    spread = np.sqrt(weight @ (x - mean) ** 2) + 1e-9
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    penalty = np.diag([0.0] + [RIDGE] * x.shape[1])
    b = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ b, -30, 30)))
        gradient = z.T @ (weight * (p - y)) + penalty @ b
        curvature = (z * (weight * p * (1 - p))[:, None]).T @ z + penalty
        b = b - np.linalg.solve(curvature, gradient)
    return np.asarray(np.r_[b[0] - b[1:] / spread @ mean, b[1:] / spread])


def answers(weights: dict[str, float], features: Features) -> Vector:
    """Probabilities of pairs under the given coefficients."""
    total = weights[CONSTANT] + sum(weights[name] * values for name, values in features.items())
    return np.asarray(1 / (1 + np.exp(-np.asarray(total))))


def fit_both(samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """The coefficients of both looks."""
    first = fit(samples, [s.features for s in samples])
    unseen = _unseen(samples)
    seconds = [
        second_features(s.space, s.i, s.j, answers(unseen[s.name], s.features)) for s in samples
    ]
    return {"first": first, "second": fit(samples, seconds)}


def _unseen(samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Set -> coefficients of the first look, fitted on all other sets."""
    found = {}
    for name in sorted({s.name for s in samples}):
        others = [s for s in samples if s.name != name] or list(samples)
        found[name] = fit(others, [s.features for s in others])
    return found


def samples_of(sets: Sequence[Labelled]) -> list[Sample]:
    """What is fitted: the views, and the hard batches that the benchmark does not measure."""
    hard = hard_batches(sets)[: BATCHES // 2]
    return [
        *(sample(labelled) for labelled, _ in views(sets)),
        *(sample(batch, HARD_WEIGHT) for batch in hard),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sets, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with labelled sets")
    parser.add_argument("--out", type=Path, default=OUT, help="where the numbers are written")
    given: Any = parser.parse_args(arguments)
    found = fit_both(samples_of(load(given.data)))
    given.out.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", "utf-8")
    print(f"wrote {given.out.name}")


if __name__ == "__main__":
    main()
