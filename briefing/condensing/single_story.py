"""One story: the best set of its first sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from briefing.condensing import hazards
from briefing.condensing.candidates import Pool, may_stand, pool_of
from briefing.condensing.cover import Part, Parts, cover
from briefing.condensing.dependencies import ties
from briefing.condensing.input import Material
from briefing.condensing.lead import STRETCH_BUDGETS
from briefing.condensing.scoring_weights import weigh
from briefing.condensing.search import Bounds, best_set, list_sets
from briefing.condensing.sentence_units import Unit
from briefing.condensing.sentence_vectors import Chosen, Matrix, bigrams, likeness, term_list, terms
from briefing.models import Story
from briefing.text.terms import terms as terms_of
from briefing.text.voice import in_first_person, quoted_share

# Sets of them are listed, so the work grows fast with it; chosen, not measured.
_MOST_CANDIDATES = 20
# Two sentences closer than that repeat each other: docs/decisions.md, Condensing.
_MOST_COSINE = 0.45
# With a smaller budget a damaged opening costs more: docs/decisions.md, Condensing.
_USUAL_WORDS = 60
# Of one story, beyond them a further sentence must be worth more; chosen, not measured.
_MUCH_WORDS = 90


def choose(material: Material) -> list[Unit]:
    """The units that say most within the budget; empty where none is fit."""
    pool = candidates(material)
    members = best_set(*allowed_sets(material, pool)) if pool.units else ()
    return [pool.units[member] for member in members]


def allowed_sets(material: Material, pool: Pool) -> tuple[Chosen, Matrix]:
    """All sets of candidates that keep to the bounds, with their scores."""
    table = features(material, pool)
    part = part_of(material.stories[0])
    return list_sets(_bounds(material, pool), lambda chosen: weigh(part, table(chosen)))


def part_of(story: Story) -> str:
    """Which coefficients a story is judged by: without a headline, less says what it is about."""
    return "story" if _title_terms(story) else "untitled"


def candidates(material: Material) -> Pool:
    """The first units that may be chosen, each with what it needs beside it."""
    free = {unit.place for unit in material.free}
    every = material.every
    needs = ties(every, material.stories)
    allowed = [
        number
        for number, unit in enumerate(every)
        if unit.place in free and may_stand(unit, alone=True)
    ]
    titled = material.stories[0].title_derived
    in_title = [number for number in range(len(every)) if titled and every[number].place == 0]
    return pool_of(every, allowed, needs, in_title=in_title, most=_MOST_CANDIDATES)


def _bounds(material: Material, pool: Pool) -> Bounds:
    most = material.budget.words
    return Bounds(
        words=np.array([unit.words for unit in pool.units]),
        most_words=most,
        stretched=tuple(
            row
            for row, unit in enumerate(pool.units)
            if unit.place == 0 and most < unit.words <= STRETCH_BUDGETS * most
        ),
        cosines=likeness(pool.units, material.language),
        most_cosine=_MOST_COSINE,
        most=max(5, most // 15),
        quotas=material.quota.groups(pool.units),
        needs=pool.needs,
    )


def features(material: Material, pool: Pool) -> Callable[[Chosen], dict[str, Matrix]]:
    """The features of sets of candidates, one value a set."""
    story, every, units = material.stories[0], material.every, pool.units
    single = _sentence_features(story, units)
    counts = np.array([unit.words for unit in units])
    words = counts / material.budget.words
    title = _title_terms(story)
    covers = {
        "terms covered": cover(units, term_list, _weights(every, term_list)),
        "bigrams covered": cover(units, bigrams, _weights(every, bigrams)),
    }
    if title:
        whole = len(title)
        covers["title covered"] = cover(units, term_list, dict.fromkeys(title, 1.0), whole=whole)
    follows = _follows(units)
    opening = np.array([unit.place == 0 for unit in units])
    price = max(1.0, _USUAL_WORDS / material.budget.words)  # the only sentence is looked at longer
    damaged = np.array([hazards.lost_mark(unit.text) for unit in units])

    def of(chosen: Chosen) -> dict[str, Matrix]:
        share = chosen * words
        length = share.sum(axis=1)
        table = {name: share @ values for name, values in single.items()}
        table["words"], table["words squared"] = length, length**2
        table["continues"] = (share * (chosen @ follows)).sum(axis=1)
        table |= {name: each.share(chosen) for name, each in covers.items()}
        table["beyond"] = np.maximum(0.0, chosen @ counts - _MUCH_WORDS) / _MUCH_WORDS
        table["damaged"] = (chosen & damaged).any(axis=1) * price
        table["opening"] = (chosen & opening).any(axis=1) * 1.0
        return table

    return of


def _sentence_features(story: Story, pool: Sequence[Unit]) -> dict[str, Matrix]:
    texts = [unit.text for unit in pool]
    title = {"title similarity": _title_similarity(story, pool)} if _title_terms(story) else {}
    return title | {
        "position": np.array([1 / (1 + unit.place) ** 0.5 for unit in pool]),
        "length": np.log([max(1, unit.words) for unit in pool]),
        "quoted": np.array([quoted_share(text) for text in texts]),
        "first person": np.array([float(in_first_person(text, story.language)) for text in texts]),
        "question": np.array([float(hazards.is_question(text)) for text in texts]),
    }


def _title_terms(story: Story) -> list[str]:
    title = "" if story.title_derived else story.title
    return list(dict.fromkeys(terms_of(title, story.language)))


def _title_similarity(story: Story, pool: Sequence[Unit]) -> Matrix:
    title = _title_terms(story)
    similarities = []
    for unit in pool:
        bag = terms(unit)
        norm = sum(count * count for count in bag.values()) ** 0.5
        shared = sum(bag[term] for term in title)
        similarities.append(shared / norm / len(title) ** 0.5 if norm and title else 0.0)
    return np.array(similarities)


def _follows(pool: Sequence[Unit]) -> Chosen:
    """`[i, j]` is true where candidate j goes on from candidate i, its neighbour."""
    place = np.array([unit.place for unit in pool])
    follows: Chosen = place[:, None] + 1 == place[None, :]
    return follows


def _weights(every: Sequence[Unit], parts: Parts) -> dict[Part, float]:
    """A part weighs the sum of 1/sqrt(1+place) over its holders, half where there is only one."""
    weight: dict[Part, float] = {}
    holders: Counter[Part] = Counter()
    for unit in every:
        for part in parts(unit):
            weight[part] = weight.get(part, 0.0) + 1 / (1 + unit.place) ** 0.5
            holders[part] += 1
    return {part: w if holders[part] > 1 else w / 2 for part, w in weight.items()}
