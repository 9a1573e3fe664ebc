"""Several stories of one event or topic: the best set of their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from briefing.condensing.candidates import Pool, may_stand, pool_of
from briefing.condensing.cover import Part, cover
from briefing.condensing.dependencies import ties
from briefing.condensing.input import Material
from briefing.condensing.order import arranged
from briefing.condensing.scoring_weights import weigh
from briefing.condensing.search import Bounds, list_sets
from briefing.condensing.sentence_ranking import part_weights, rank
from briefing.condensing.sentence_units import Unit
from briefing.condensing.sentence_vectors import Chosen, Matrix, bigrams, likeness, term_list

# Shorter says nothing on its own, longer fills the block alone; chosen, not measured.
_UNIT_WORDS = range(8, 46)
# The best ranked, of which twins are left out; chosen, not measured.
_CONSIDERED_UNITS = 40
# Sets of them are listed, so the work grows fast with it; chosen, not measured.
_MOST_CANDIDATES = 20
# A candidate as close as that to a better one is its twin; chosen, not measured.
_TWIN_COSINE = 0.6
# Keeps the closest pair below a cosine of 0.5, by whatever idf: docs/decisions.md, Condensing.
_MOST_COSINE = 0.3
# Of the words of the fullest set, how many a set must have; chosen, not measured.
_FULL_SHARE = 0.8
# That other stories hold, too: about as many as a good summary has; chosen, not measured.
_MANY_TERMS = 40
# The best sets, one after the other, until one can be put in order; chosen, not measured.
_TRIED_SETS = 200


def choose(material: Material) -> list[Unit]:
    """The units of several stories that say most within the budget, in reading order."""
    pool = candidates(material)
    return _first_arranged(pool, *allowed_sets(material, pool)) if pool.units else []


def allowed_sets(material: Material, pool: Pool) -> tuple[Chosen, Matrix]:
    """All sets of candidates that keep to the bounds and nearly fill them, with their scores."""
    table, bounds = features(material, pool), _bounds(material, pool)
    sets, scores = list_sets(bounds, lambda chosen: weigh("cluster", table(chosen)))
    words = sets @ bounds.words
    full = words >= _FULL_SHARE * words.max(initial=0)
    return sets[full], scores[full]


def _first_arranged(pool: Pool, sets: Chosen, scores: Matrix) -> list[Unit]:
    """The best set that can be put in an order in which nothing is short of what it needs."""
    needs = {
        unit: [[pool.units[row] for row in group] for group in groups]
        for unit, groups in zip(pool.units, pool.needs, strict=True)
    }
    free = ~(sets @ np.array([bool(groups) for groups in pool.needs]))
    order = np.argsort(-scores, kind="stable")
    tried = [*order[:_TRIED_SETS].tolist(), *order[free[order]][:1].tolist()]
    for place in tried:
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
        for number in np.argsort(-rank(every), kind="stable").tolist()
        if (every[number].story, every[number].place) in free and _is_fit(every[number])
    ]
    return pool_of(
        every,
        _unlike(every, ranked[:_CONSIDERED_UNITS], material.language),
        needs,
        most=_MOST_CANDIDATES,
    )


def _unlike(every: Sequence[Unit], ranked: Sequence[int], language: str) -> list[int]:
    """The ranked units without those too like a better one."""
    alike = likeness([every[number] for number in ranked], language)
    distinct: list[int] = []
    for row in range(len(ranked)):
        if all(alike[row, other] < _TWIN_COSINE for other in distinct):
            distinct.append(row)
    return [ranked[row] for row in distinct]


def _is_fit(unit: Unit) -> bool:
    return unit.words in _UNIT_WORDS and may_stand(unit, alone=False)


def _bounds(material: Material, pool: Pool) -> Bounds:
    return Bounds(
        words=np.array([unit.words for unit in pool.units]),
        most_words=material.budget.words,
        cosines=likeness(pool.units, material.language),
        most_cosine=_MOST_COSINE,
        most=max(5, material.budget.words // 20),
        quotas=material.quota.groups(pool.units),
        needs=pool.needs,
    )


def features(material: Material, pool: Pool) -> Callable[[Chosen], dict[str, Matrix]]:
    """The features of sets of candidates, one value a set."""
    every, units = material.every, pool.units
    words = np.array([unit.words for unit in units]) / material.budget.words
    place = {unit.sentence: row for row, unit in enumerate(every)}
    ranked = rank(every)[[place[unit.sentence] for unit in units]]
    elsewhere = _told_elsewhere(every)
    most = material.budget.words
    covers = {
        "bigrams covered": cover(units, bigrams, part_weights(every, bigrams, shared_only=True)),
        "shared terms": cover(units, term_list, elsewhere, whole=_MANY_TERMS),
        "distinct terms": cover(units, term_list, dict.fromkeys(elsewhere, 1.0), whole=most),
    }

    def of(chosen: Chosen) -> dict[str, Matrix]:
        share = chosen * words
        sums = {"rank": share @ ranked, "words": share.sum(axis=1)}
        return sums | {name: each.share(chosen) for name, each in covers.items()}

    return of


def _told_elsewhere(every: Sequence[Unit]) -> dict[Part, float]:
    """For each term, the share of the other stories that hold it, too."""
    holders: dict[Part, set[int]] = defaultdict(set)
    for unit in every:
        for term in term_list(unit):
            holders[term].add(unit.story)
    others = max(1, len({unit.story for unit in every}) - 1)
    return {term: (len(stories) - 1) / others for term, stories in holders.items()}
