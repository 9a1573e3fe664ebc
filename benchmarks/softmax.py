"""Fits a linear score to choices: among the sets of an item, the better ones are to score higher.

A softmax over the scores of an item's sets is brought near to a softmax over
their worth (cross entropy, L-BFGS), while each coefficient is pulled to where
it starts from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Matrix = NDArray[np.float64]
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The sets of one item at one budget: their features (a row each), and their ROUGE."""

    id: str
    set: str
    words: int
    weight: float
    features: Matrix
    one: Matrix
    two: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How to fit: `start` and `pull` of each coefficient, what ROUGE-2 counts, how sharply.

    `pull` is in units of a feature's spread within an item; `sharpness` is
    the ROUGE points by which a set must be better to be e times as likely.
    """

    start: Matrix
    pull: Matrix
    bigrams: float
    sharpness: float = 8.0

    def coefficients(self, examples: Sequence[Example]) -> Matrix:
        """Those of least cross entropy."""
        spread = np.sqrt(np.mean([e.features.var(axis=0) for e in examples], axis=0)) + 1e-6
        rows = np.concatenate([example.features / spread for example in examples])
        aims = np.concatenate([self._aim(example) for example in examples])
        edges = np.cumsum([0, *(len(example.features) for example in examples)])
        item = np.repeat(np.arange(len(examples)), np.diff(edges))
        weights = np.array([example.weight for example in examples])
        weights = weights / weights.sum()
        begin = self.start * spread

        def loss(values: Matrix) -> tuple[float, Matrix]:
            scores = rows @ values
            high = np.maximum.reduceat(scores, edges[:-1])
            shares = np.exp(scores - high[item])
            total = np.add.reduceat(shares, edges[:-1])
            cross = np.add.reduceat(aims * scores, edges[:-1]) - high - np.log(total)
            slope = rows.T @ ((shares / total[item] - aims) * weights[item])
            moved = values - begin
            pulled = float((self.pull * moved**2).sum()) / 2
            lost = pulled - float((weights * cross).sum())
            return lost, np.asarray(slope + self.pull * moved)

        found: Matrix = minimize(loss, begin, jac=True, method="L-BFGS-B").x / spread
        return found

    def _aim(self, example: Example) -> Matrix:
        worth = (example.one + self.bigrams * example.two) / self.sharpness
        likely = np.exp(worth - worth.max())
        share: Matrix = likely / likely.sum()
        return share

    def left_out(self, examples: Sequence[Example]) -> dict[tuple[str, int], tuple[float, float]]:
        """ROUGE-1 and -2 by set and budget, each item scored by a fit to the other folds."""
        ids = sorted({example.id for example in examples})
        order = np.random.default_rng(0).permutation(len(ids)).tolist()
        fold = {ids[place]: number % FOLDS for number, place in enumerate(order)}
        found: dict[tuple[str, int], list[tuple[float, float]]] = {}
        for number in range(FOLDS):
            known = [example for example in examples if fold[example.id] != number]
            values = self.coefficients(known)
            for example in examples:
                if fold[example.id] == number:
                    scores = found.setdefault((example.set, example.words), [])
                    scores.append(best(example, values))
        return {key: (fmean(s[0] for s in v), fmean(s[1] for s in v)) for key, v in found.items()}


def best(example: Example, values: Matrix) -> tuple[float, float]:
    """ROUGE-1 and -2 of the set that scores highest."""
    row = int(np.argmax(np.round(example.features @ values, 6)))
    return float(example.one[row]), float(example.two[row])
