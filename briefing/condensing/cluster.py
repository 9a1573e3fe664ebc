"""Several stories of one event or topic: the best set of their sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from briefing.condensing.allowed import is_dependent, may_stand
from briefing.condensing.coefficients import weigh
from briefing.condensing.material import Material
from briefing.condensing.rank import Parts, bigram_list, part_weights, rank, similar, term_list
from briefing.condensing.sets import Bounds, Chosen, best_set, coverage, list_sets, rows_of
from briefing.condensing.space import Matrix, numbered
from briefing.condensing.units import Unit
from briefing.models import Budget

_WORDS = range(8, 46)  # shorter says nothing on its own, longer fills the block alone
_CONSIDERED = 40
_CANDIDATES = 20
_ALIKE = 0.6  # a candidate as close as that to a better one is its twin
_MOST_COSINE = 0.36
_FULL = 0.8  # a set must use that share of the words the fullest set uses
_HEAVIEST = 40


def choose(material: Material) -> list[Unit]:
    """The units of several stories that say most within the budget."""
    every, budget = material.every, material.budget
    pool = candidates(every, material.free)
    if not pool:
        return []
    table, bounds = features(every, pool, budget), bounds_of(pool, material)
    sets, scores = list_sets(bounds, lambda chosen: weigh("cluster", table(chosen)))
    full = _full(sets, bounds)
    return [pool[member] for member in best_set(sets[full], scores[full])]


def candidates(every: Sequence[Unit], free: Sequence[Unit]) -> list[Unit]:
    """The best units fit to stand alone, without near twins, best first."""
    if not every:
        return []
    scores, _ = rank(every)
    open_to = {unit.sentence for unit in free}
    rows = [
        row
        for row in np.argsort(-scores, kind="stable").tolist()
        if every[row].sentence in open_to and _is_fit(every[row])
    ]
    alike = similar([every[row] for row in rows[:_CONSIDERED]])
    kept: list[int] = []
    for row in range(len(alike)):
        if len(kept) < _CANDIDATES and all(alike[row, other] < _ALIKE for other in kept):
            kept.append(row)
    return [every[rows[row]] for row in kept]


def _is_fit(unit: Unit) -> bool:
    return unit.words in _WORDS and may_stand(unit, alone=False) and not is_dependent(unit)


def bounds_of(pool: Sequence[Unit], material: Material) -> Bounds:
    """The budget and the highest cosine two chosen sentences may have."""
    return Bounds(
        words=np.array([unit.words for unit in pool]),
        most_words=material.budget.words,
        cosines=similar(pool),
        most_cosine=_MOST_COSINE,
        most=max(5, material.budget.words // 20),
        quotas=material.quota.groups(pool),
    )


def _full(sets: Chosen, bounds: Bounds) -> Chosen:
    words = sets @ bounds.words
    fits: Chosen = words >= _FULL * words.max(initial=0)
    return fits


def features(
    every: Sequence[Unit], pool: Sequence[Unit], budget: Budget
) -> Callable[[Chosen], dict[str, Matrix]]:
    """The features of sets of candidates, one value a set."""
    words = np.array([unit.words for unit in pool]) / budget.words
    place = {unit.sentence: row for row, unit in enumerate(every)}
    central = rank(every)[1]["lexrank"][[place[unit.sentence] for unit in pool]]
    early = np.array([1 / (1 + unit.place) ** 0.5 for unit in pool])
    covers = (
        _covering(every, pool, term_list, shared_only=False),
        _covering(every, pool, bigram_list, shared_only=True),
    )
    alike = np.triu(similar(pool), 1)
    stories = rows_of([[unit.story] for unit in pool], 1 + max(unit.story for unit in pool))

    def of(chosen: Chosen) -> dict[str, Matrix]:
        share, count = chosen * words, chosen.sum(axis=1)
        held = ((chosen @ stories) > 0).sum(axis=1)
        return {
            "position": share @ early,
            "lexrank": share @ central,
            "terms covered": coverage(chosen, *covers[0]),
            "bigrams covered": coverage(chosen, *covers[1]),
            "words": share.sum(axis=1),
            "pair cosines": ((chosen @ alike) * chosen).sum(axis=1),
            "spread": held / count,
        }

    return of


def _covering(
    every: Sequence[Unit], pool: Sequence[Unit], parts: Parts, *, shared_only: bool
) -> tuple[Matrix, Matrix, float]:
    """Columns of the pool's parts, their weights, and the heaviest weights summed."""
    weights = part_weights(every, parts, shared_only=shared_only)
    columns = numbered(part for unit in pool for part in parts(unit) if part in weights)
    bags = [[columns[part] for part in parts(unit) if part in columns] for unit in pool]
    heaviest = sum(sorted(weights.values(), reverse=True)[:_HEAVIEST])
    return rows_of(bags, len(columns)), np.array([weights[part] for part in columns]), heaviest
