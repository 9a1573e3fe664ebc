"""The terms that join stories, and whether their stories are alike otherwise.

A shared word is worth as much as the stories that hold it have besides it.
"Easter" is rare in everyday news, but its stories are otherwise unlike each
other: it joins nothing. "Minneapolis" is rare, and its stories are alike. So
feast days, titles of office, columns and outlets need no list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from briefing.grouping.sparse import Ints, Vector
from briefing.grouping.vector_space import Space

# A joining term is as rare in everyday news, at least; chosen, not measured.
LEAST_EVERYDAY_IDF = 2.0
# What stands in one opening only joins nothing.
FEWEST_STORIES = 2
# Of a batch's stories: a term that more of them hold joins none; chosen, not measured.
MOST_BATCH_SHARE = 0.6
# ... but so many are no crowd, however small the batch; chosen, not measured.
HANDFUL_STORIES = 4
# Looked at in one product: bounds memory; chosen, not measured.
_BLOCK_TERMS = 256


@dataclass(frozen=True, slots=True)
class Joining:
    """Per column: 0 where the term joins nothing.

    `everyday` is how rare the term is outside the batch, `coherence` how alike
    its stories are without it, `burst` how much commoner it is here than
    elsewhere, weighted by coherence, `key` rarity weighted so.
    """

    everyday: Vector
    names: Vector
    coherence: Vector
    key: Vector
    burst: Vector


def joining_terms(space: Space) -> Joining:
    """What each term of the batch is worth as a link between stories."""
    most = max(MOST_BATCH_SHARE * space.all.shape[0], HANDFUL_STORIES)
    in_leads = np.bincount(space.all.indices[space.lead > 0], minlength=len(space.df))
    joins = ~space.weak & (space.everyday >= LEAST_EVERYDAY_IDF)
    joins &= (in_leads >= FEWEST_STORIES) & (space.df <= most)
    coherence = np.zeros(len(space.df))
    chosen = np.flatnonzero(joins)
    coherence[chosen] = _coherence(space.all, chosen)
    everyday = np.where(joins, space.everyday, 0.0)
    root = np.sqrt(coherence)
    expected = space.expected * space.all.shape[0] + 0.5
    burst = np.log(np.maximum(space.df, 1.0) / expected)
    return Joining(
        everyday=everyday,
        names=np.where(space.is_name, everyday, 0.0),
        coherence=coherence,
        key=everyday * root,
        burst=np.where(joins, np.maximum(burst, 0.0), 0.0) * root,
    )


def _coherence(vectors: sparse.csr_array, terms: Ints) -> Vector:
    """For each term the mean cosine of its stories, the term itself left out.

    With the rows y of a term's stories, scaled to length 1 without it, the
    mean is (|sum of y| ** 2 - n) / (n * (n - 1)).
    """
    values = np.zeros(len(terms))
    columns = sparse.csc_array(vectors)
    for start in range(0, len(terms), _BLOCK_TERMS):
        part = terms[start : start + _BLOCK_TERMS]
        weights = sparse.csc_array(columns[:, part])
        counts = np.diff(weights.indptr).astype(float)
        scale = weights.copy()
        scale.data = 1.0 / np.sqrt(np.maximum(1.0 - weights.data**2, 1e-6))
        sums = sparse.csr_array(sparse.csr_array(scale.T) @ vectors)
        squares = np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
        itself = np.asarray(scale.multiply(weights).sum(axis=0)).ravel()
        pairs = np.maximum(counts * (counts - 1), 1.0)
        values[start : start + _BLOCK_TERMS] = (squares - itself**2 - counts) / pairs
    return np.asarray(np.round(np.clip(values, 0.0, 1.0), 9))
