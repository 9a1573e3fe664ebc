"""Fits the model of grouping: weighted logistic regression on hinges, look by look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.grouping_training import View
from briefing.grouping.batch import compared
from briefing.grouping.candidate_pairs import Candidates
from briefing.grouping.experts import LEVELS, LOOKS, GroupLevel, Model, model_of
from briefing.grouping.pair_features import Features, SecondFeatures
from briefing.grouping.sparse import Ints, Vector
from briefing.text.furniture import furnished

# A feature is bounded by these shares of all pairs, and bent at these of those together.
BOUNDS, BENDS = (0.005, 0.995), (0.25, 0.6)
# Newton's steps; the gradient is at rest long before.
STEPS, AT_REST = 30, 1e-6
# The second look learns from answers of models that saw the other families only.
FOLDS = 4
# In sets full of partners a pair apart counts half; at most so many of a view are used.
APART, MOST_APART = 0.5, 4000
# Ridge on standardised features, by expert.
RIDGES = {"strangers": 0.0004, "partners": 0.003}

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One view as pairs with features; labels and weights are by level."""

    family: str
    pairs: Candidates
    features: Features
    same: Mapping[GroupLevel, Vector]
    weight: Mapping[GroupLevel, Vector]
    gold: Mapping[GroupLevel, Ints]


def sample(view: View) -> Sample:
    """The pairs of a view as grouping sees them, with their weights."""
    labelled = view.labelled
    seen = compared(furnished(labelled.stories))
    place = {story.id: n for n, story in enumerate(labelled.stories)}
    order = [place[story.id] for story in seen.stories]
    names = {"event": labelled.events, "topic": labelled.themes or labelled.events}
    gold = {
        level: np.unique([names[level][n] for n in order], return_inverse=True)[1]
        for level in LEVELS
    }
    i, j = seen.pairs.i, seen.pairs.j
    same = {level: (gold[level][i] == gold[level][j]).astype(float) for level in LEVELS}
    weight = {level: _weights(view, gold[level], i, same[level]) for level in LEVELS}
    return Sample(
        family=view.family,
        pairs=seen.pairs,
        features=seen.features.whole(),
        same=same,
        weight=weight,
        gold=gold,
    )


def _weights(view: View, gold: Ints, i: Ints, same: Vector) -> Vector:
    """A pair of a large group counts less, so that no group counts by its pairs.

    Views full of partners have equal weight, whatever their size; of their
    many pairs apart a part is drawn and weighted up.
    """
    together = 1 / np.sqrt(np.maximum(np.bincount(gold)[gold][i] - 1, 1))
    if not view.partners:
        return np.asarray(view.weight * np.where(same > 0, together, 1.0))
    share = min(1.0, MOST_APART / max(1, int((same == 0).sum())))
    drawn = np.random.default_rng(0).random(len(i)) < share
    weight = np.where(same > 0, together, np.where(drawn, APART / share, 0.0))
    return np.asarray(view.weight * weight / weight.sum())


def fit_expert(samples: Sequence[Sample], ridge: float) -> Plain:
    """The models of all looks and both levels, as `experts.json` holds them."""
    unseen = _folded(samples)
    expert: Plain = {}
    features = [s.features for s in samples]
    for look, after in zip(LOOKS, (*LOOKS[1:], None), strict=True):
        expert[look] = {level: _fit(samples, features, level, ridge) for level in LEVELS}
        if after:
            features = _answered(samples, features, unseen, ridge)
    return expert


def _folded(samples: Sequence[Sample]) -> list[frozenset[str]]:
    families = sorted({s.family for s in samples})
    return [frozenset(families[n::FOLDS]) for n in range(min(FOLDS, len(families)))]


def _answered(
    samples: Sequence[Sample],
    features: Sequence[Features],
    folds: Sequence[Collection[str]],
    ridge: float,
) -> list[Features]:
    """The features of the next look, each sample's from models that did not see its family."""
    answered: dict[int, Features] = {}
    for fold in folds:
        seen = [(s, f) for s, f in zip(samples, features, strict=True) if s.family not in fold]
        others, theirs = [s for s, _ in seen], [f for _, f in seen]
        models = {level: model_of(_fit(others, theirs, level, ridge)) for level in LEVELS}
        for n, s in enumerate(samples):
            if s.family in fold:
                answers = [probability(models[level], features[n]) for level in LEVELS]
                answered[n] = SecondFeatures(s.pairs, answers).of(slice(None), s.features)
    return [answered[n] for n in range(len(samples))]


def probability(model: Model, features: Features) -> Vector:
    """The answers of a model."""
    return np.asarray(1 / (1 + np.exp(-np.clip(model.log_odds(features), -30, 30))))


def _fit(
    samples: Sequence[Sample], features: Sequence[Features], level: GroupLevel, ridge: float
) -> Plain:
    names = sorted(features[0])
    weight = np.concatenate([s.weight[level] for s in samples])
    used = weight > 0
    same = np.concatenate([s.same[level] for s in samples])[used]
    weight = weight[used] / weight.sum()
    columns, bends = [], []
    for name in names:
        x = np.concatenate([f[name] for f in features])[used]
        least, most = np.quantile(x, BOUNDS)
        low, high = np.quantile(x[same > 0], BENDS)
        x = np.clip(x, least, most)
        columns += [x, np.maximum(0, x - low), np.maximum(0, x - high)]
        bends.append((least, most, low, high))
    slopes = _logistic(np.column_stack(columns), same, weight, ridge)
    return {
        "constant": round(float(slopes[0]), 5),
        "hinges": {
            name: [round(float(v), 5) for v in (*bends[n], *slopes[1 + 3 * n : 4 + 3 * n])]
            for n, name in enumerate(names)
        },
    }


def _logistic(x: Vector, y: Vector, weight: Vector, ridge: float) -> Vector:
    """Ridge logistic regression by Newton's method, on standardised columns, scaled back."""
    mean = weight @ x
    spread = np.sqrt(weight @ (x - mean) ** 2)
    spread = np.where(spread > 1e-6, spread, np.inf)
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    penalty = np.diag([0.0] + [ridge] * x.shape[1])
    narrow = z.astype("f")  # a step needs no more digits; the gradient has all of them
    b = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(z @ b, -30, 30)))
        gradient = z.T @ (weight * (p - y)) + penalty @ b
        if np.abs(gradient).max() < AT_REST:
            break
        half = narrow * np.sqrt(weight * np.maximum(p * (1 - p), 1e-9))[:, None].astype("f")
        b = b - np.linalg.solve((half.T @ half).astype(float) + penalty, gradient)
    return np.asarray(np.r_[b[0] - b[1:] / spread @ mean, b[1:] / spread])
