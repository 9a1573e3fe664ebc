"""How much of what matters a set of sentences covers: terms or bigrams, each with a weight."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.condensing.sentence_units import Unit
from briefing.condensing.sentence_vectors import Chosen, Matrix, numbered

Part = Hashable
Parts = Callable[[Unit], Sequence[Part]]

# A summary is held against so many, the heaviest; chosen, not measured.
_HEAVIEST_PARTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Which parts each candidate holds (0/1 rows), what a part weighs, and what counts as all."""

    rows: NDArray[np.float32]
    weights: Matrix
    whole: float

    def share(self, chosen: Chosen) -> Matrix:
        """For each set, the weight of the parts it holds as a share of the whole."""
        if self.whole <= 0:
            return np.zeros(len(chosen))
        # Counts below 2**24 are exact in single precision, which takes half the time.
        held = (chosen.astype(np.float32) @ self.rows) > 0
        share: Matrix = (held @ self.weights) / self.whole
        return share


def cover(
    pool: Sequence[Unit], parts: Parts, weights: Mapping[Part, float], *, whole: float | None = None
) -> Cover:
    """The cover of a pool of candidates; a part without a weight does not count.

    `whole`: what a share is of; the sum of the 40 heaviest weights if None.
    """
    bags = [[part for part in parts(unit) if part in weights] for unit in pool]
    columns = numbered(part for bag in bags for part in bag)
    rows = np.zeros((len(pool), len(columns)), dtype=np.float32)
    for row, bag in enumerate(bags):
        rows[row, [columns[part] for part in bag]] = 1.0
    heaviest = float(sum(sorted(weights.values(), reverse=True)[:_HEAVIEST_PARTS]))
    return Cover(
        rows=rows,
        weights=np.array([weights[part] for part in columns], dtype=float),
        whole=heaviest if whole is None else whole,
    )
