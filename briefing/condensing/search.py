"""Lists every allowed set of sentences within a budget and takes the best.

A summary is chosen as a whole, not one sentence after the other: what counts
(coverage, length, repetition) belongs to the set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from briefing.condensing.sentence_vectors import Chosen, Matrix

# Of one size; at newsletter budgets these are all of them.
_MOST_SETS = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What makes a set allowed.

    `words` of each candidate sum to at most `most_words`, but each of
    `stretched` may stand alone whatever its length; no pair has a cosine
    above `most_cosine`; at most `most` members. `needs[j]` lists
    groups: with candidate j at least one of each group must be chosen too.
    """

    words: NDArray[np.int64]
    most_words: int
    stretched: tuple[int, ...] = ()
    cosines: Matrix
    most_cosine: float
    most: int
    needs: tuple[tuple[tuple[int, ...], ...], ...] = ()
    quotas: tuple[tuple[tuple[int, ...], int], ...] = field(default=())


def list_sets(bounds: Bounds, score: Callable[[Chosen], Matrix]) -> tuple[Chosen, Matrix]:
    """All allowed sets with their scores, smaller first, then by earlier members.

    Of one size only the best `_MOST_SETS` are kept and grown, so the work is
    bounded whatever the budget.
    """
    clash = bounds.cosines > bounds.most_cosine
    sets, last = _empty(len(bounds.words)), np.array([-1])
    complete, scores = [], []
    for _ in range(bounds.most):
        sets, last = _grown(sets, last, bounds, clash)
        if not len(sets):
            break
        rated = np.round(score(sets), 6)
        if len(sets) > _MOST_SETS:
            best = np.sort(np.argsort(-rated, kind="stable")[:_MOST_SETS])
            sets, last, rated = sets[best], last[best], rated[best]
        fit = _complete(sets, bounds)
        complete.append(sets[fit])
        scores.append(rated[fit])
    if not complete:
        return _empty(len(bounds.words))[:0], np.zeros(0)
    return np.concatenate(complete), np.concatenate(scores)


def best_set(sets: Chosen, scores: Matrix) -> tuple[int, ...]:
    """The members of the best set; ties go to fewer, then earlier members."""
    if not len(sets):
        return ()
    return tuple(int(member) for member in np.flatnonzero(sets[int(np.argmax(scores))]))


def _empty(width: int) -> Chosen:
    return np.zeros((1, width), dtype=bool)


def _grown(
    sets: Chosen, last: NDArray[np.int64], bounds: Bounds, clash: Chosen
) -> tuple[Chosen, NDArray[np.int64]]:
    """Every set with one more, later member, in order."""
    count = sets.shape[1]
    later = np.arange(count)[None, :] > last[:, None]
    room = bounds.most_words - sets @ bounds.words
    fits = later & (bounds.words[None, :] <= room[:, None]) & ~(sets @ clash)
    if not sets.any():
        fits[:, list(bounds.stretched)] = True
    for members, most in bounds.quotas:
        quota = np.isin(np.arange(count), members)
        used = sets[:, quota] @ bounds.words[quota]
        fits &= ~quota[None, :] | (used[:, None] + bounds.words[None, :] <= most)
    rows, added = np.nonzero(fits)
    grown = sets[rows]
    grown[np.arange(len(rows)), added] = True
    return grown, added


def _complete(sets: Chosen, bounds: Bounds) -> NDArray[np.bool_]:
    """True for the sets in which every member has what it needs."""
    fit = np.ones(len(sets), dtype=bool)
    for member, groups in enumerate(bounds.needs):
        for group in groups:
            fit &= ~sets[:, member] | sets[:, list(group)].any(axis=1)
    return fit
