"""Several stories: which sentences are worth considering, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from briefing.condensing import hazards
from briefing.condensing.cover import Part, Parts
from briefing.condensing.scoring_weights import weigh
from briefing.condensing.sentence_units import Unit
from briefing.condensing.sentence_vectors import (
    Matrix,
    bigrams,
    lexrank,
    term_list,
    terms,
    unit_vectors,
)
from briefing.text.voice import in_first_person, quoted_share


def rank(every: Sequence[Unit]) -> Matrix:
    """A score for each unit of all stories, by the coefficients of part `rank`."""
    return np.round(weigh("rank", sentence_features(every)), 6)


def sentence_features(every: Sequence[Unit]) -> dict[str, Matrix]:
    """What the scores are made of, one value a unit."""
    return _places(every) | _texts(every) | _relations(every)


def part_weights(every: Sequence[Unit], parts: Parts, *, shared_only: bool) -> dict[Part, float]:
    """Weight of each part: for every story that holds it, more the earlier it does.

    `shared_only` keeps the parts that two stories hold; else a part of one
    story only weighs little.
    """
    best: dict[Part, dict[int, float]] = defaultdict(dict)
    for unit in every:
        for part in parts(unit):
            value = 1 / (1 + unit.place) ** 0.5
            best[part][unit.story] = max(value, best[part].get(unit.story, 0.0))
    weights = {part: sum(0.5 + 0.5 * v for v in by.values()) for part, by in best.items()}
    if shared_only:
        return {part: weight for part, weight in weights.items() if len(best[part]) > 1}
    return {part: weight - 0.5 for part, weight in weights.items()}


def _places(every: Sequence[Unit]) -> dict[str, Matrix]:
    place = np.array([unit.place for unit in every], dtype=float)
    last = Counter[int]()
    for unit in every:
        last[unit.story] = max(last[unit.story], unit.place)
    words = np.array([unit.words for unit in every], dtype=float)
    return {
        "position": 1 / np.sqrt(1 + place),
        "reciprocal place": 1 / (1 + place),
        "opening": (place == 0) * 1.0,
        "second": (place == 1) * 1.0,
        "third": (place == 2) * 1.0,
        "first of line": np.array([float(unit.heads) for unit in every]),
        "share of story": place / np.array([last[unit.story] + 1 for unit in every]),
        "length": np.log(np.maximum(1, words)),
        "short": (words < 9) * 1.0,
        "long": (words > 32) * 1.0,
    }


def _texts(every: Sequence[Unit]) -> dict[str, Matrix]:
    def of(trait: Callable[[str], float]) -> Matrix:
        return np.array([float(trait(unit.text)) for unit in every])

    words = np.array([max(1, unit.words) for unit in every])
    return {
        "names": of(hazards.capitals) / words,
        "numbers": of(hazards.numbers) / words,
        "quoted": of(quoted_share),
        "speech": of(hazards.has_speech_verb),
        "date": of(hazards.names_date),
        "first person": np.array(
            [float(in_first_person(unit.text, unit.language)) for unit in every]
        ),
        "question": of(hazards.is_question),
        "no end mark": of(hazards.cut_off),
    }


def _relations(every: Sequence[Unit]) -> dict[str, Matrix]:
    bags = [terms(unit) for unit in every]
    vectors = unit_vectors(bags)
    similarity = vectors @ vectors.T
    centre = vectors.sum(axis=0)
    norm = float(np.sqrt(centre @ centre)) or 1.0
    return {
        "centroid": vectors @ centre / norm,
        "lexrank": lexrank(similarity),
        "like opening": _like_opening(every, similarity),
        "elsewhere": _elsewhere(every, similarity),
        "seen before": _seen_before(every),
        "term weight": _density(every, term_list, shared_only=False),
        "bigram weight": _density(every, bigrams, shared_only=True),
    }


def _like_opening(every: Sequence[Unit], similarity: Matrix) -> Matrix:
    opening = {unit.story: row for row, unit in enumerate(every) if unit.place == 0}
    rows = [opening.get(unit.story, row) for row, unit in enumerate(every)]
    return np.array([0.0 if r == row else similarity[row, r] for row, r in enumerate(rows)])


def _elsewhere(every: Sequence[Unit], similarity: Matrix) -> Matrix:
    """Mean over the other stories of the largest cosine to one of their units."""
    story = np.array([unit.story for unit in every])
    numbers = sorted(set(story.tolist()))
    best = np.array([similarity[:, story == number].max(axis=1) for number in numbers])
    story_rows = np.array([numbers.index(int(number)) for number in story])
    total = best.sum(axis=0) - best[story_rows, np.arange(len(every))]
    shares: Matrix = total / max(1, len(numbers) - 1)
    return shares


def _seen_before(every: Sequence[Unit]) -> Matrix:
    seen: dict[int, dict[Part, None]] = defaultdict(dict)
    shares = []
    for unit in every:
        stems = term_list(unit)
        known = seen[unit.story]
        shares.append(sum(term in known for term in stems) / max(1, len(stems)))
        known.update(dict.fromkeys(stems))
    return np.array(shares)


def _density(every: Sequence[Unit], parts: Parts, *, shared_only: bool) -> Matrix:
    """Weight of a unit's parts per word, divided by the highest of all units."""
    weights = part_weights(every, parts, shared_only=shared_only)
    totals = [sum(weights.get(part, 0.0) for part in parts(unit)) for unit in every]
    density = np.array(totals) / np.array([max(1, unit.words) for unit in every])
    highest = float(density.max(initial=0.0))
    scaled: Matrix = density / highest if highest > 0 else density
    return scaled
