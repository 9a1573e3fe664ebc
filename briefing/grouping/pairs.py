"""Pairs of stories: how likely they tell the same event, and how likely the same topic.

Three looks. The first sees words: what two stories and their neighbours
share. The second sees answers: two stories that are both likely to go with the
same others are likely to go together; the third does so again, which keeps
the many stories of a big event in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefing.grouping.candidate_pairs import Candidates
from briefing.grouping.experts import LEVELS, LOOKS, Expert, Experts, GroupLevel
from briefing.grouping.pair_features import (
    JOINING,
    Features,
    FirstFeatures,
    SecondFeatures,
)
from briefing.grouping.sparse import Bools, Ints, Vector, blocks

# Of stories with a partner; with fewer the strangers' expert decides alone. Mornings have .2 to
# .5, labelled sets .65 to .96: docs/decisions.md, Grouping.
FEW_PARTNERS_SHARE = 0.6
# ... with so many more the partners' expert does: docs/decisions.md, Grouping.
GATE_WIDTH_SHARE = 0.08
# ... but a small batch shows a smaller share than it has; small ones drawn from mornings have
# .1 to .4: docs/decisions.md, Grouping.
SMALL_FEW_PARTNERS_SHARE = 0.38
# ... and in the smallest two strangers who look like partners make a larger share of it: see there.
SMALLEST_FEW_PARTNERS_SHARE = 0.42
# A batch of so many is small: docs/decisions.md, Grouping.
SMALL_BATCH_STORIES = 30
# ... with so many more it is none: docs/decisions.md, Grouping.
SMALL_WIDTH_STORIES = 50
# Of so few what share has a partner says nothing: docs/decisions.md, Grouping.
CHOSEN_STORIES = 3
# Up to so few are the pieces of a page or an editor's choice: docs/decisions.md, Grouping.
HANDFUL_STORIES = 8
# ... with so many more they are none; chosen on batches of 12: docs/decisions.md, Grouping.
HANDFUL_WIDTH_STORIES = 4
# The smallest batches have up to so many: docs/decisions.md, Grouping.
SMALLEST_STORIES = 20
# ... with so many more they are none of these: docs/decisions.md, Grouping.
SMALLEST_WIDTH_STORIES = 10
# Below, two stories of different languages are not one event: of 94 labelled pairs with .4 and
# more 29 are, of those with .7 all; of one topic they are in 346 of 350 with .4.
ACROSS_LANGUAGES_PROBABILITY = 0.7
# From here on two stories are copies, whatever surrounds them: docs/decisions.md, Grouping.
SAME_WORDS_COSINE = 0.95


Odds = dict[GroupLevel, Vector]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows `i < j`, sorted, and a score for each; a pair that is not here has none."""

    i: Ints
    j: Ints
    score: Vector


@dataclass(frozen=True, slots=True)
class Answers:
    """For each pair two probabilities, and from which means on stories are grouped."""

    event: Pairs
    topic: Pairs
    cuts: dict[GroupLevel, float]


def answers(stories: int, pairs: Candidates, first: FirstFeatures, experts: Experts) -> Answers:
    """What both experts say, each as far as the batch is of its kind."""
    opening = first_look(pairs, first, (experts.strangers, experts.partners))
    share = _partnered(stories, pairs, _probability(opening.odds[0]["topic"]))
    chosen = stories <= CHOSEN_STORIES
    partnered = 1.0 if chosen else _ramp(share - _few_partners(stories), GATE_WIDTH_SHARE)
    odds = _blended(experts, partnered, pairs, first, opening)
    event, topic = (np.round(_probability(odds[level]), 6) for level in LEVELS)
    # What tells one event is of one topic, though it may be too unsure across languages.
    topic = np.maximum(event, topic)
    across = opening.across
    event = np.where(across & (event < ACROSS_LANGUAGES_PROBABILITY), 0.0, event)
    event, topic = (np.where(opening.copies, 1.0, answer) for answer in (event, topic))
    cuts = {level: _cut(experts, level, partnered, stories) for level in LEVELS}
    return Answers(Pairs(pairs.i, pairs.j, event), Pairs(pairs.i, pairs.j, topic), cuts)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first look: what each expert says by it, and all that the others need of it.

    `joining` is the feature `JOINING`; `across` is true of pairs of two languages, `copies` of
    pairs with the same words.
    """

    odds: tuple[Odds, ...]
    joining: Vector
    across: Bools
    copies: Bools


def first_look(pairs: Candidates, first: FirstFeatures, experts: Sequence[Expert]) -> Opening:
    """Features are looked at and let go, block by block: those of all pairs would be gigabytes."""
    count = len(pairs.i)
    odds = tuple(_no_odds(count) for _ in experts)
    joining = np.zeros(count)
    across, copies = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for part, features in first.blocks():
        for expert, own in zip(experts, odds, strict=True):
            _answer(expert, LOOKS[0], part, features, own)
        joining[part] = features[JOINING]
        across[part] = features["cross"] > 0
        copies[part] = np.minimum(features["cosine"], features["lead"]) >= SAME_WORDS_COSINE
    return Opening(odds, joining, across, copies)


def _no_odds(count: int) -> Odds:
    return {level: np.zeros(count) for level in LEVELS}


def _answer(expert: Expert, look: str, part: slice, features: Features, odds: Odds) -> None:
    for level in LEVELS:
        odds[level][part] = expert[look][level].log_odds(features)


def _ramp(value: float, width: float) -> float:
    return min(max(value / width, 0.0), 1.0)


def _blended(
    experts: Experts, partnered: float, pairs: Candidates, first: FirstFeatures, opening: Opening
) -> Odds:
    odds = _no_odds(len(pairs.i))
    parts = ((experts.strangers, 1 - partnered), (experts.partners, partnered))
    for (expert, part), by_words in zip(parts, opening.odds, strict=True):
        if part > 0:
            final = _later_looks(expert, pairs, first, opening.joining, by_words)
            odds = {level: odds[level] + part * final[level] for level in LEVELS}
    return odds


def _full(stories: int) -> float:
    """0 for a small batch, 1 for one that shows what share of its stories has a partner."""
    return _ramp(stories - SMALL_BATCH_STORIES, SMALL_WIDTH_STORIES)


def _many(stories: int) -> float:
    """0 for the smallest batches."""
    return _ramp(stories - SMALLEST_STORIES, SMALLEST_WIDTH_STORIES)


def _few_partners(stories: int) -> float:
    """With a smaller share of stories that have a partner the strangers' expert decides alone."""
    small = _between(_many(stories), SMALLEST_FEW_PARTNERS_SHARE, SMALL_FEW_PARTNERS_SHARE)
    return _between(_full(stories), small, FEW_PARTNERS_SHARE)


def _cut(experts: Experts, level: GroupLevel, partnered: float, stories: int) -> float:
    """Between the cuts of strangers and of partners, each by how many stories there are."""
    cuts = {kind: by_level[level] for kind, by_level in experts.cuts.items()}
    handful = _ramp(HANDFUL_STORIES + HANDFUL_WIDTH_STORIES - stories, HANDFUL_WIDTH_STORIES)
    partners = _between(_full(stories), cuts["small"], cuts["partners"])
    partners = _between(handful, partners, cuts["handful"])
    strangers = _between(_many(stories), cuts["few_strangers"], cuts["strangers"])
    return round(_between(partnered, strangers, partners), 6)


def _between(part: float, at_none: float, at_all: float) -> float:
    return (1 - part) * at_none + part * at_all


def _later_looks(
    expert: Expert, pairs: Candidates, first: FirstFeatures, joining: Vector, odds: Odds
) -> Odds:
    """The log-odds of an expert's last look, from those of its first."""
    for look in LOOKS[1:]:
        company = SecondFeatures(pairs, [_probability(odds[level]) for level in LEVELS])
        odds = _no_odds(len(pairs.i))
        for part in blocks(len(pairs.i)):
            seen = first.around(part) | {JOINING: joining[part]}
            _answer(expert, look, part, company.of(part, seen), odds)
    return odds


def _probability(odds: Vector) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))))


def _partnered(stories: int, pairs: Candidates, topic: Vector) -> float:
    """The mean over all stories of their likeliest partner: the share that have one."""
    best = np.zeros(max(stories, 1))
    np.maximum.at(best, pairs.i, topic)
    np.maximum.at(best, pairs.j, topic)
    return round(float(best.mean()), 6)
