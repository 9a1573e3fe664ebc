"""What a pair of stories looks like: the numbers the model decides by.

The first look sees words. The second sees the first's answers: two stories
that both go with the same others go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from briefing.grouping.candidate_pairs import Candidates
from briefing.grouping.joining import Joining, joining_terms
from briefing.grouping.sparse import (
    NONE_SHARED,
    Ints,
    Shared,
    Vector,
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
# Of the first look, what the others see again.
AROUND = ("length", "short", "cross", "hours")
JOINING = "join_key"
# How a pair's shared terms make one number.
SUMS = (
    "cosine", "lead", "title", "names", "actions", "numbers", "shared", "shared_lead",
    "shared_title", "count", "rare", "left_title", "right_title",
)  # fmt: skip
TOPS = ("everyday", "names", "coherence", "key", "burst")


class FirstFeatures:
    """Feature -> its value for every pair, made block by block as they are asked for.

    Cosines: `cosine` of all words, `lead` of title and opening, `title`,
    `names`, `actions` (neither name nor number), `numbers`; `near` and `both`
    with borrowed words. `title_told` is the weight of a headline's words that
    the other story has, the greater and the lesser of both directions;
    `shared_lead` and `shared_title` the weight of what these share;
    `shared_part` that of all shared words against the lighter story,
    `mean_shared` that of one; `rare` the number of rare ones. `join_*` are of
    the best joining term. `length` is the mean of both, `short` the lesser.
    """

    def __init__(self, space: Space, pairs: Candidates, around: Circumstances) -> None:
        idf = space.idf[space.all.indices]
        stories = len(space.length)
        self._space, self._pairs, self._around = space, pairs, around
        self._joining = joining_terms(space)
        self._mass = np.bincount(space.rows, weights=idf, minlength=stories)
        in_title = np.where(space.title > 0, idf, 0.0)
        self._head = np.bincount(space.rows, weights=in_title, minlength=stories)

    def blocks(self) -> Iterator[tuple[slice, Features]]:
        """The features of some pairs at a time, all in their order."""
        for part, shared in shared_places(self._space.all, self._pairs.i, self._pairs.j):
            pairs = self._pairs.part(part)
            yield part, self._of(pairs, shared)

    def around(self, part: slice) -> Features:
        """Of some pairs what needs none of their words: hours, outlet, languages, lengths."""
        i, j = self._pairs.i[part], self._pairs.j[part]
        left, right = self._space.length[i], self._space.length[j]
        lengths = {"length": (left + right) / 2, "short": np.minimum(left, right)}
        return self._around.of(i, j) | lengths

    def whole(self) -> Features:
        """Those of all pairs at once, for who has few pairs and looks often."""
        parts = [features for _, features in self.blocks()] or [self._of(self._pairs, NONE_SHARED)]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def _of(self, pairs: Candidates, shared: Shared) -> Features:
        sums, tops, second = _over_shared_terms(self._space, self._joining, shared, pairs)
        i, j = pairs.i, pairs.j
        left = sums["left_title"] / np.maximum(self._head[i], LEAST_TITLE_WEIGHT)
        right = sums["right_title"] / np.maximum(self._head[j], LEAST_TITLE_WEIGHT)
        lighter = np.maximum(np.minimum(self._mass[i], self._mass[j]), 1e-9)
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
                "shared_part": sums["shared"] / lighter,
                "mean_shared": sums["shared"] / np.maximum(sums["count"], 1),
                "rare": np.log1p(sums["rare"]),
                "join_everyday": tops["everyday"],
                "join_second": second,
                "join_name": tops["names"],
                "join_coherence": tops["coherence"],
                "join_key": tops["key"],
                "join_burst": tops["burst"],
            }
            | _surroundings(self._space, self._around, pairs, sums["names"], tops["key"])
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
    space: Space, joining: Joining, shared: Shared, pairs: Candidates
) -> tuple[Features, Features, Vector]:
    """Sums and greatest values over the terms each pair shares, and the second joining term."""
    size = len(pairs.i)
    sums = {
        name: np.bincount(shared.pair, weights=values, minlength=size).astype(float, copy=False)
        for name, values in _summed(space, shared).items()
    }
    for name, lengths in space.part_lengths.items():
        sums[name] /= lengths[pairs.i] * lengths[pairs.j]
    in_leads = (space.lead[shared.left] > 0) & (space.lead[shared.right] > 0)
    in_leads &= np.minimum(space.kept[shared.left], space.kept[shared.right]) >= 1.0
    pair, columns = shared.pair[in_leads], space.all.indices[shared.left[in_leads]]
    tops = {name: _greatest(pair, getattr(joining, name)[columns], size) for name in TOPS}
    return sums, tops, _second(pair, joining.everyday[columns], tops["everyday"])


def _summed(space: Space, shared: Shared) -> Features:
    left, right = shared.left, shared.right
    columns = space.all.indices[left]
    idf = space.idf[columns] * np.minimum(space.kept[left], space.kept[right])
    few = max(RARE_STORIES, RARE_SHARE * space.all.shape[0])
    left_title, right_title = space.title[left] > 0, space.title[right] > 0
    fields = {name: (values := getattr(space, name))[left] * values[right] for name in SUMS[1:3]}
    cosine = space.all.data[left] * space.all.data[right]
    parts = {name: cosine * inside[columns] for name, inside in space.in_part.items()}
    return (
        fields
        | parts
        | {
            "cosine": cosine,
            "shared": idf,
            "shared_lead": idf * (fields["lead"] > 0),
            "shared_title": idf * (left_title & right_title),
            "count": np.ones(len(idf)),
            "rare": ((space.df[columns] <= few) & ~space.weak[columns]).astype(float),
            "left_title": idf * left_title,
            "right_title": idf * right_title,
        }
    )


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


class SecondFeatures:
    """Feature -> its value for every pair, from the answers for events and topics so far.

    `before` is an answer as log-odds, `company` the cosine of two stories'
    answers for all others, `closed` how many of the links of the one that has
    fewer lead to the other's. All are bounded: in an event larger than any
    in training they stay what they were there.
    """

    def __init__(self, pairs: Candidates, answers: Sequence[Vector]) -> None:
        self._pairs = pairs
        self._answers = dict(zip(("event", "topic"), answers, strict=True))
        self._links = {level: _links(pairs, answer) for level, answer in self._answers.items()}

    def of(self, part: slice, first: Features) -> Features:
        """Those of some pairs; `first` are what the first look saw of them."""
        features: Features = {}
        i, j = self._pairs.i[part], self._pairs.j[part]
        for level, links in self._links.items():
            common, degree, length = links.common[part], links.degree, links.length
            features[f"{level}_before"] = log_odds(self._answers[level][part])
            features[f"{level}_company"] = common / (length[i] * length[j])
            features[f"{level}_closed"] = common / np.minimum(degree[i], degree[j])
        return features | {name: first[name] for name in (*AROUND, JOINING)}


@dataclass(frozen=True, slots=True)
class _Links:
    """Per pair the product of both stories' answers for all; per story their sum and length."""

    common: Vector
    degree: Vector
    length: Vector


def _links(pairs: Candidates, answer: Vector) -> _Links:
    near = answer >= LEAST_PROBABILITY
    stories = int(pairs.j.max(initial=0)) + 1
    links = symmetric(stories, pairs.i[near], pairs.j[near], answer[near], diagonal=1.0)
    squares = np.asarray(links.multiply(links).sum(axis=1)).ravel()
    return _Links(
        common=products(links, links, pairs.i, pairs.j),
        degree=np.asarray(links.sum(axis=1)).ravel(),
        length=np.sqrt(squares),
    )


def log_odds(answer: Vector) -> Vector:
    """The log-odds of probabilities, those of 0 and 1 bounded."""
    bounded = np.clip(answer, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(bounded / (1 - bounded)))
