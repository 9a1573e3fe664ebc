"""Readings as sparse vectors: one row a story, one column a term."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from briefing.grouping.features import Reading
from briefing.grouping.sparse import Vector, normalised
from briefing.text.background import share

# How much the background table weighs against the batch, in stories.
BACKGROUND_STORIES = 5000
# A term that all stories of a batch have weighs that much less; the second number keeps
# batches of two or three stories from losing what makes them one event.
WORN, FEW_STORIES = 0.5, 2
# Story lengths are compared with this one; what is longer than the second counts as it.
USUAL_WORDS, MOST_WORDS, LEAST_WORDS = 40, 200, 4


Counts = Callable[[Reading], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Space:
    """All stories in one space. Rows of the matrices have length 1, or 0 where empty.

    `idf` is per column of `terms`, `df` the number of stories with the term,
    `length` the log of a story's words against the usual number.
    """

    terms: tuple[str, ...]
    idf: Vector
    df: Vector
    all: sparse.csr_array
    lead: sparse.csr_array
    number: sparse.csr_array
    length: Vector


def build(readings: Sequence[Reading], language: str) -> Space:
    """The vectors of all readings, weighted by how rare a term is."""
    terms = tuple(sorted({term for reading in readings for term in reading.all}))
    index = {term: column for column, term in enumerate(terms)}
    raw = _matrix(readings, index, lambda reading: reading.all)
    df = np.asarray((raw > 0).sum(axis=0), dtype=float).ravel()
    idf = _idf(terms, df, readings, language)

    def field(counts: Counts) -> sparse.csr_array:
        return _weighted(_matrix(readings, index, counts), idf)

    return Space(
        terms=terms,
        idf=idf,
        df=df,
        all=_weighted(raw, idf),
        lead=field(lambda reading: reading.lead),
        number=field(lambda reading: reading.number),
        length=np.array([_log_length(reading.words) for reading in readings]),
    )


def _matrix(readings: Sequence[Reading], index: dict[str, int], counts: Counts) -> sparse.csr_array:
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for reading in readings:
        row = sorted((index[term], count) for term, count in counts(reading).items())
        columns.extend(column for column, _ in row)
        values.extend(count for _, count in row)
        ends.append(len(columns))
    shape = (len(readings), max(1, len(index)))
    data = np.array(values, dtype=float)
    return sparse.csr_array(
        (data, np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)), shape=shape
    )


def _idf(terms: Sequence[str], df: Vector, readings: Sequence[Reading], language: str) -> Vector:
    """How rare each term is, in the batch and in the background together."""
    number = len(readings)
    words = max(8.0, sum(reading.words for reading in readings) / max(1, number))
    shares = np.array([share(term, language) for term in terms] or [0.0])
    expected = BACKGROUND_STORIES * (1.0 - np.exp(-words * shares))
    df = df if len(terms) else np.zeros(1)
    idf = np.log((BACKGROUND_STORIES + number + 1) / (expected + df + 0.5))
    worn = 1 - WORN * (np.maximum(df - 1, 0) / (number + FEW_STORIES)) ** 2
    return np.asarray(np.maximum(0.0, idf) * worn)


def _weighted(raw: sparse.csr_array, idf: Vector) -> sparse.csr_array:
    """Damped counts times rarity, each row of length 1."""
    weights = raw.copy()
    damped = np.where(raw.data >= 1, 1 + np.log1p(raw.data), 1.69 * raw.data)
    weights.data = damped * idf[raw.indices]
    return normalised(weights)


def _log_length(words: int) -> float:
    return math.log(max(LEAST_WORDS, min(words, MOST_WORDS)) / USUAL_WORDS)
