"""ROUGE-1 and -2 of many sets of sentences at once, to fit against.

The same as `condensing_scores.rouge`, but for bigrams that reach from one
sentence into the next, which count for nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.condensing_scores import stems

Matrix = NDArray[np.float64]


def gold(sentences: Sequence[str], reference: str, chosen: NDArray[np.bool_]) -> tuple[Matrix, ...]:
    """F1 of ROUGE-1 and ROUGE-2, in percent, for each row of `chosen` (sets x sentences)."""
    aim = stems(reference)
    cut = [stems(text) for text in sentences]
    words = chosen @ np.array([len(found) for found in cut], dtype=float)
    one = _hits([list(found) for found in cut], Counter[Hashable](aim), chosen)
    two = _hits([list(pairwise(found)) for found in cut], Counter[Hashable](pairwise(aim)), chosen)
    return (
        200 * one / np.maximum(1, words + len(aim)),
        200 * two / np.maximum(1, words + len(aim) - 2),
    )


def _hits(
    held: Sequence[Sequence[Hashable]], aim: Counter[Hashable], chosen: NDArray[np.bool_]
) -> Matrix:
    """How many of the reference's parts each set holds, each as often as it stands there."""
    columns = {part: column for column, part in enumerate(aim)}
    counts = np.zeros((len(held), max(1, len(columns))))
    for row, parts in enumerate(held):
        for part in parts:
            if part in columns:
                counts[row, columns[part]] += 1
    most = np.array([*aim.values()] or [0], dtype=float)
    found: Matrix = np.minimum(chosen.astype(float) @ counts, most).sum(axis=1)
    return found
