"""What a pair of stories looks like: the numbers the model decides by.

The first look sees words. The second sees the first's answers: two stories
that both go with the same others go together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefing.grouping.candidate_pairs import Candidates
from briefing.grouping.joining import Joining, joining_terms
from briefing.grouping.sparse import (
    Ints,
    Shared,
    Vector,
    normalised,
    products,
    shared_places,
    symmetric,
)
from briefing.grouping.times import Circumstances
from briefing.grouping.vector_space import Space

# A shared term is rare in at most so many; chosen, not measured.
RARE_STORIES = 3
# ... or in this share of the batch's stories, if it is more; chosen, not measured.
RARE_SHARE = 0.02
# A lighter headline counts as so heavy, as two words prove little; chosen, not measured.
LEAST_TITLE_WEIGHT = 6.0
# Less is taken as none where company is compared; chosen, not measured.
LEAST_PROBABILITY = 0.03

Features = dict[str, Vector]
# How a pair's shared terms make one number.
SUMS = (
    "cosine", "lead", "title", "names", "actions", "numbers", "shared", "shared_lead",
    "shared_title", "count", "rare", "left_title", "right_title",
)  # fmt: skip
TOPS = ("everyday", "names", "coherence", "key", "burst")


def first_features(space: Space, pairs: Candidates, around: Circumstances) -> Features:
    """Feature -> its value for every pair.

    Cosines: `cosine` of all words, `lead` of title and opening, `title`,
    `names`, `actions` (neither name nor number), `numbers`; `near` and `both`
    with borrowed words. `title_told` is the weight of a headline's words that
    the other story has, the greater and the lesser of both directions;
    `shared_lead` and `shared_title` the weight of what these share;
    `shared_part` that of all shared words against the lighter story,
    `mean_shared` that of one; `rare` the number of rare ones. `join_*` are of
    the best joining term. `length` is the mean of both, `short` the lesser.
    """
    sums, tops, second = _over_shared_terms(space, joining_terms(space), pairs)
    mass = np.bincount(
        space.rows, weights=space.idf[space.all.indices], minlength=len(space.length)
    )
    heads = np.where(space.title > 0, space.idf[space.all.indices], 0.0)
    head = np.bincount(space.rows, weights=heads, minlength=len(space.length))
    i, j = pairs.i, pairs.j
    left = sums["left_title"] / np.maximum(head[i], LEAST_TITLE_WEIGHT)
    right = sums["right_title"] / np.maximum(head[j], LEAST_TITLE_WEIGHT)
    cosines = {name: sums[name] for name in SUMS[:6]}
    return (
        cosines
        | {
            "near": pairs.near,
            "both": pairs.both,
            "title_told": np.maximum(left, right),
            "title_told_both": np.minimum(left, right),
            "shared_lead": np.log1p(sums["shared_lead"]),
            "shared_title": np.log1p(sums["shared_title"]),
            "shared_part": sums["shared"] / np.maximum(np.minimum(mass[i], mass[j]), 1e-9),
            "mean_shared": sums["shared"] / np.maximum(sums["count"], 1),
            "rare": np.log1p(sums["rare"]),
            "join_everyday": tops["everyday"],
            "join_second": second,
            "join_name": tops["names"],
            "join_coherence": tops["coherence"],
            "join_key": tops["key"],
            "join_burst": tops["burst"],
        }
        | _surroundings(space, around, pairs, sums["names"], tops["key"])
    )


def _surroundings(
    space: Space, around: Circumstances, pairs: Candidates, names: Vector, key: Vector
) -> Features:
    """Times, outlets, languages and lengths; across languages names and joining terms say more."""
    known = around.of(pairs.i, pairs.j)
    left, right = space.length[pairs.i], space.length[pairs.j]
    return known | {
        "cross_near": known["cross"] * pairs.near,
        "cross_names": known["cross"] * names,
        "cross_key": known["cross"] * key,
        "length": (left + right) / 2,
        "short": np.minimum(left, right),
    }


def _over_shared_terms(
    space: Space, joining: Joining, pairs: Candidates
) -> tuple[Features, Features, Vector]:
    """Sums and greatest values over the terms each pair shares, and the second joining term."""
    count = len(pairs.i)
    sums = {name: np.zeros(count) for name in SUMS}
    tops = {name: np.zeros(count) for name in TOPS}
    second = np.zeros(count)
    for part, shared in shared_places(space.all, pairs.i, pairs.j):
        size = len(pairs.i[part])
        for name, values in _summed(space, shared).items():
            sums[name][part] = np.bincount(shared.pair, weights=values, minlength=size)
        in_leads = (space.lead[shared.left] > 0) & (space.lead[shared.right] > 0)
        in_leads &= np.minimum(space.kept[shared.left], space.kept[shared.right]) >= 1.0
        pair, columns = shared.pair[in_leads], space.all.indices[shared.left[in_leads]]
        for name in TOPS:
            tops[name][part] = _greatest(pair, getattr(joining, name)[columns], size)
        second[part] = _second(pair, joining.everyday[columns], tops["everyday"][part])
    return sums, tops, second


def _summed(space: Space, shared: Shared) -> Features:
    left, right = shared.left, shared.right
    columns = space.all.indices[left]
    idf = space.idf[columns] * np.minimum(space.kept[left], space.kept[right])
    few = max(RARE_STORIES, RARE_SHARE * space.all.shape[0])
    left_title, right_title = space.title[left] > 0, space.title[right] > 0
    fields = {name: (values := getattr(space, name))[left] * values[right] for name in SUMS[1:6]}
    return fields | {
        "cosine": space.all.data[left] * space.all.data[right],
        "shared": idf,
        "shared_lead": idf * (fields["lead"] > 0),
        "shared_title": idf * (left_title & right_title),
        "count": np.ones(len(idf)),
        "rare": ((space.df[columns] <= few) & ~space.weak[columns]).astype(float),
        "left_title": idf * left_title,
        "right_title": idf * right_title,
    }


def _greatest(pair: Ints, values: Vector, size: int) -> Vector:
    """For each of `size` pairs its greatest value; `pair` is sorted."""
    greatest = np.zeros(size)
    if len(pair):
        starts = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
        greatest[pair[starts]] = np.maximum.reduceat(values, starts)
    return greatest


def _second(pair: Ints, values: Vector, greatest: Vector) -> Vector:
    """The greatest value after the first that is the greatest."""
    at_top = np.flatnonzero(values == greatest[pair])
    _, first = np.unique(pair[at_top], return_index=True)
    rest = values.copy()
    rest[at_top[first]] = 0.0
    return _greatest(pair, rest, len(greatest))


def second_features(first: Features, pairs: Candidates, answers: Sequence[Vector]) -> Features:
    """Feature -> its value for every pair, from the answers for events and topics so far.

    `before` is an answer as log-odds, `company` the cosine of two stories'
    answers for all others, `closed` how many of the links of the one that has
    fewer lead to the other's. All are bounded: in an event larger than any
    in training they stay what they were there.
    """
    stories = int(pairs.j.max(initial=0)) + 1
    features: Features = {}
    for level, answer in zip(("event", "topic"), answers, strict=True):
        near = answer >= LEAST_PROBABILITY
        links = symmetric(stories, pairs.i[near], pairs.j[near], answer[near], diagonal=1.0)
        degree = np.asarray(links.sum(axis=1)).ravel()
        rows = normalised(links)
        least = np.minimum(degree[pairs.i], degree[pairs.j])
        features[f"{level}_before"] = log_odds(answer)
        features[f"{level}_company"] = products(rows, rows, pairs.i, pairs.j)
        features[f"{level}_closed"] = products(links, links, pairs.i, pairs.j) / least
    from_first = ("length", "short", "cross", "hours", "join_key")
    return features | {name: first[name] for name in from_first}


def log_odds(answer: Vector) -> Vector:
    """The log-odds of probabilities, those of 0 and 1 bounded."""
    bounded = np.clip(answer, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(bounded / (1 - bounded)))
