"""Several stories of one event or topic: the best set of their sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from briefing.condensing.allowed import may_stand
from briefing.condensing.coefficients import weigh
from briefing.condensing.material import Material
from briefing.condensing.order import arranged
from briefing.condensing.pool import Pool, pool_of
from briefing.condensing.rank import Parts, bigram_list, part_weights, rank, similar, term_list
from briefing.condensing.sets import Bounds, Chosen, coverage, list_sets, rows_of
from briefing.condensing.space import Matrix, numbered
from briefing.condensing.ties import ties
from briefing.condensing.units import Unit
from briefing.models import Budget

_WORDS = range(8, 46)  # shorter says nothing on its own, longer fills the block alone
_CONSIDERED = 40
_CANDIDATES = 20
_ALIKE = 0.6  # a candidate as close as that to a better one is its twin
_MOST_COSINE = 0.36
_FULL = 0.8  # a set must use that share of the words the fullest set uses
_HEAVIEST = 40
_TRIED = 200


def choose(material: Material) -> list[Unit]:
    """The units of several stories that say most within the budget, in reading order."""
    pool = candidates(material)
    if not pool.units:
        return []
    table = features(material.every, pool.units, material.budget)
    bounds = bounds_of(pool, material)
    sets, scores = list_sets(bounds, lambda chosen: weigh("cluster", table(chosen)))
    full = _full(sets, bounds)
    return _first_arranged(pool, sets[full], scores[full])


def _first_arranged(pool: Pool, sets: Chosen, scores: Matrix) -> list[Unit]:
    """The best set that can be put in an order in which nothing is short of what it needs."""
    needs = {
        unit: [[pool.units[row] for row in group] for group in groups]
        for unit, groups in zip(pool.units, pool.needs, strict=True)
    }
    for place in np.argsort(-scores, kind="stable")[:_TRIED].tolist():
        chosen = [pool.units[row] for row in np.flatnonzero(sets[place])]
        if (ordered := arranged(chosen, needs)) is not None:
            return ordered
    return []


def candidates(material: Material) -> Pool:
    """The best units fit to stand alone, without near twins, best first."""
    every = material.every
    if not every:
        return Pool(units=(), needs=())
    free = {(unit.story, unit.place) for unit in material.free}
    needs = ties(every, material.stories)
    ranked = [
        number
        for number in np.argsort(-rank(every)[0], kind="stable").tolist()
        if (every[number].story, every[number].place) in free
        and _is_fit(every[number], material.language)
    ]
    return pool_of(every, _unlike(every, ranked[:_CONSIDERED]), needs, most=_CANDIDATES)


def _unlike(every: Sequence[Unit], ranked: Sequence[int]) -> list[int]:
    """The ranked units without those too like a better one."""
    alike = similar([every[number] for number in ranked])
    kept: list[int] = []
    for row in range(len(ranked)):
        if all(alike[row, other] < _ALIKE for other in kept):
            kept.append(row)
    return [ranked[row] for row in kept]


def _is_fit(unit: Unit, language: str) -> bool:
    return unit.words in _WORDS and may_stand(unit, alone=False, language=language)


def bounds_of(pool: Pool, material: Material) -> Bounds:
    """The budget and the highest cosine two chosen sentences may have."""
    return Bounds(
        words=np.array([unit.words for unit in pool.units]),
        most_words=material.budget.words,
        cosines=similar(pool.units),
        most_cosine=_MOST_COSINE,
        most=max(5, material.budget.words // 20),
        quotas=material.quota.groups(pool.units),
        needs=pool.needs,
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
