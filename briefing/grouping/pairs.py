"""Pairs of stories: how alike they are, and how likely they tell the same event.

Two looks. The first sees words: what two stories and their neighbours share.
The second sees answers: two stories that are both likely to go with the same
others are likely to go together. It is taken twice, on the first look's
answers and on its own, which keeps the many stories of a big event in one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from briefing.grouping.coefficients import probability
from briefing.grouping.expansion import expanded
from briefing.grouping.sparse import Ints, Vector, normalised, products, similar, symmetric
from briefing.grouping.vectors import Space

# Pairs below are not looked at; probabilities below are taken as none.
LEAST_NEAR, LEAST_P = 0.03, 0.03
SECOND_LOOKS = 2
# Long stories are more alike than short ones, by their length alone: how much.
LENGTH_SLOPE = 0.15
# A shared term counts as rare in at most this many stories, or this share of them.
RARE_STORIES, RARE_SHARE = 3, 0.02

Features = dict[str, Vector]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows `i < j`, sorted, and a score for each; a pair that is not here has none."""

    i: Ints
    j: Ints
    score: Vector


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of rows that have something in common, sorted, with two cosines of each.

    `both` is that of the two vectors with borrowed words; `own` the geometric
    mean of each story's own words against the other with borrowed ones. A
    story that only shares a place with a big event borrows many of its words
    and comes near it in `both`, less so in `own`.
    """

    i: Ints
    j: Ints
    both: Vector
    own: Vector


def near_pairs(vectors: sparse.csr_array) -> Near:
    """All pairs of stories that have something in common, by words or by neighbours."""
    lent = expanded(vectors)
    i, j, both = similar(lent, LEAST_NEAR)
    own = np.sqrt(products(vectors, lent, i, j) * products(lent, vectors, i, j))
    return Near(i, j, both, own)


def same_event(space: Space, near: Near) -> Pairs:
    """The pairs; the score is the probability that they tell the same event."""
    i, j = near.i, near.j
    p = probability("first", first_features(space, near))
    for _ in range(SECOND_LOOKS):
        p = probability("second", second_features(space, i, j, p))
    return Pairs(i, j, p)


def same_topic(space: Space, near: Near) -> Pairs:
    """The pairs; the score is how alike they are as parts of one topic.

    It is the cosine with borrowed words, without what stories' lengths make
    of it. Terms that stand in half of the batch join nothing: they are left
    out.
    """
    kept = space.df < len(space.length) / 2
    if not kept.all():
        telling = sparse.diags_array(np.where(kept, 1.0, 0.0))
        near = near_pairs(normalised(sparse.csr_array(space.all @ telling)))
    gain = np.sqrt(1 + LENGTH_SLOPE * space.length)
    return Pairs(near.i, near.j, np.round(near.both / (gain[near.i] * gain[near.j]), 6))


def first_features(space: Space, near: Near) -> Features:
    """Feature -> its value for every pair.

    `near` is the cosine of own with borrowed words, `lead` that of titles and
    openings as they stand, `number` that of words that begin with a digit;
    `shared_part` is the weight of what is shared against all of the lighter
    story, `mean_shared` the weight of one shared word, `rare` the number of
    shared rare words. `length` is the mean of both.
    """
    i, j = near.i, near.j
    length = (space.length[i] + space.length[j]) / 2
    return {
        "length": length,
        "near": near.own,
        "near_length": near.own * length,
        "lead": products(space.lead, space.lead, i, j),
        "number": products(space.number, space.number, i, j),
    } | _shared(space, i, j)


def _shared(space: Space, i: Ints, j: Ints) -> Features:
    has = space.all.copy()
    has.data = np.ones_like(has.data)
    heavy = sparse.csr_array(has @ sparse.diags_array(space.idf))
    few = max(RARE_STORIES, RARE_SHARE * space.all.shape[0])
    rare = sparse.csr_array(has @ sparse.diags_array(np.where(space.df <= few, 1.0, 0.0)))
    count, weight = products(has, has, i, j), products(has, heavy, i, j)
    mass = np.asarray(heavy.sum(axis=1)).ravel()
    return {
        "shared_part": weight / np.maximum(np.minimum(mass[i], mass[j]), 1e-9),
        "rare": np.log1p(products(has, rare, i, j)),
        "mean_shared": weight / np.maximum(count, 1),
    }


def second_features(space: Space, i: Ints, j: Ints, p: Vector) -> Features:
    """Feature -> its value for every pair, from the answers `p` so far.

    `company` is the cosine of two stories' answers for all others and
    themselves; `before` is the answer as log-odds.
    """
    near = p >= LEAST_P
    links = normalised(symmetric(len(space.length), i[near], j[near], p[near], own=1.0))
    odds = np.clip(p, 1e-6, 1 - 1e-6)
    return {
        "before": np.log(odds / (1 - odds)),
        "company": products(links, links, i, j),
        "length": (space.length[i] + space.length[j]) / 2,
    }
