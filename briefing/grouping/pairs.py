"""Pairs of stories: how alike they are, and how likely they tell the same event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from scipy import sparse

from briefing.grouping.vectors import Space, Vector, normalised

# Story lengths change the cosine: the slope that takes this out, and its bounds.
SLOPE, LEAST_GAIN, MOST_GAIN = 0.25, 0.25, 2.0
NEIGHBOURS, NEIGHBOUR_FLOOR, BORROWED, BORROW_FLOOR = 15, 0.02, 0.7, 0.125
# Pairs below are not looked at; probabilities below are taken as none.
LEAST_EXP, LEAST_P = 0.03, 0.01
# A shared term counts as rare in at most this many stories, or this share of them.
RARE_STORIES, RARE_SHARE = 3, 0.02
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows `i < j`, their adjusted cosine and the probability that they are one event."""

    i: np.ndarray
    j: np.ndarray
    adj: Vector
    p: Vector


@cache
def coefficients() -> dict[str, float]:
    """Feature -> coefficient; `benchmarks/fit_grouping.py` makes them."""
    text = resources.files("briefing.grouping").joinpath("coefficients.json").read_text("utf-8")
    loaded: dict[str, float] = json.loads(text)
    return loaded


def score(space: Space) -> Pairs:
    """All pairs of stories that have something in common, in order of their rows."""
    adjusted = _adjusted(space.all @ space.all.T, space.length)
    expanded = _expanded(space.all, adjusted)
    near = sparse.triu(expanded @ expanded.T, k=1, format="coo")
    keep = near.data > LEAST_EXP
    i, j, exp = near.coords[0][keep], near.coords[1][keep], near.data[keep]
    order = np.lexsort((j, i))
    i, j, exp = i[order], j[order], exp[order]
    features = pair_features(space, i, j, exp)
    z = sum(weight * features[name] for name, weight in coefficients().items())
    p = 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))
    return Pairs(i=i, j=j, adj=features["adj"], p=np.round(p, 6))


def _gain(length: Vector) -> Vector:
    return np.sqrt(np.clip(1 + SLOPE * length, LEAST_GAIN, MOST_GAIN))


def _adjusted(cosines: sparse.csr_array, length: Vector) -> sparse.csr_array:
    """Cosines of all pairs, without what the stories' lengths alone make of them."""
    scale = sparse.diags_array(1.0 / _gain(length))
    adjusted = sparse.csr_array(scale @ cosines @ scale)
    adjusted.setdiag(0.0)
    adjusted.eliminate_zeros()
    return adjusted


def _expanded(vectors: sparse.csr_array, adjusted: sparse.csr_array) -> sparse.csr_array:
    """Every story with some of its nearest neighbours' words."""
    rows, columns, weights = [], [], []
    for row in range(adjusted.shape[0]):
        start, end = adjusted.indptr[row], adjusted.indptr[row + 1]
        squares = adjusted.data[start:end] ** 2
        near = adjusted.indices[start:end]
        best = np.lexsort((near, -np.round(squares, 9)))[:NEIGHBOURS]
        best = best[squares[best] >= NEIGHBOUR_FLOOR]
        total = max(float(squares[best].sum()), BORROW_FLOOR)
        rows.extend([row] * len(best))
        columns.extend(near[best])
        weights.extend(BORROWED * squares[best] / total)
    borrowed = sparse.csr_array((weights, (rows, columns)), shape=adjusted.shape)
    return normalised(sparse.csr_array(vectors + borrowed @ vectors))


def pair_features(space: Space, i: np.ndarray, j: np.ndarray, exp: Vector) -> dict[str, Vector]:
    """Feature -> its value for every pair."""
    length = (space.length[i] + space.length[j]) / 2
    gain = _gain(space.length)
    adj = _dots(space.all, space.all, i, j) / (gain[i] * gain[j])
    title = _dots(space.title, space.title, i, j)
    shared = _shared(space, i, j)
    return {
        "constant": np.ones(len(i)),
        "adj": adj,
        "root_adj": np.sqrt(np.minimum(adj, 1.0)),
        "length": length,
        "adj_length": adj * length,
        "exp": exp,
        "exp_length": exp * length,
        "title": title,
        "title_length": title * length,
        "name": _dots(space.name, space.name, i, j),
        "other_names": _both_but_none(space.name, i, j),
        "number": _dots(space.number, space.number, i, j),
        "other_numbers": _both_but_none(space.number, i, j),
    } | shared


def _shared(space: Space, i: np.ndarray, j: np.ndarray) -> dict[str, Vector]:
    """What the words say that two stories share: how many, how heavy, how rare."""
    has = space.all.copy()
    has.data = np.ones_like(has.data)
    heavy = sparse.csr_array(has @ sparse.diags_array(space.idf))
    number = space.all.shape[0]
    is_rare = (space.df <= max(RARE_STORIES, RARE_SHARE * number)).astype(float)
    rare = sparse.csr_array(has @ sparse.diags_array(is_rare))
    count, weight = _dots(has, has, i, j), _dots(has, heavy, i, j)
    mass = np.asarray(heavy.sum(axis=1)).ravel()
    least = np.maximum(np.minimum(mass[i], mass[j]), 1e-9)
    return {
        "shared": np.log1p(weight / 5),
        "shared_part": weight / least,
        "rare": np.log1p(_dots(has, rare, i, j)),
        "mean_shared": weight / np.maximum(count, 1) / 6,
        "count": np.log1p(count),
    }


def _both_but_none(field: sparse.csr_array, i: np.ndarray, j: np.ndarray) -> Vector:
    filled = np.diff(field.indptr) > 0
    none = _dots(field, field, i, j) <= 0
    return np.where(filled[i] & filled[j] & none, 1.0, 0.0)


def _dots(left: sparse.csr_array, right: sparse.csr_array, i: np.ndarray, j: np.ndarray) -> Vector:
    """The products of row i of `left` and row j of `right`, pair by pair, in blocks."""
    found = np.zeros(len(i))
    step = 20_000
    for start in range(0, len(i), step):
        part = slice(start, start + step)
        product = left[i[part]].multiply(right[j[part]])
        found[part] = np.asarray(product.sum(axis=1)).ravel()
    return found
