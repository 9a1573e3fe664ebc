"""Readings as sparse vectors: one row a story, one column a term."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from briefing.grouping.features import Reading
from briefing.grouping.name_parts import dependent_parts
from briefing.grouping.namesakes import namesakes
from briefing.grouping.places import country_share
from briefing.grouping.sparse import Bools, Ints, Vector, normalised
from briefing.grouping.strays import strays
from briefing.grouping.weak_terms import FEW_STORIES, weak_terms
from briefing.text.background import share

# What the table of everyday words weighs against the batch; chosen, not measured.
BACKGROUND_STORIES = 5000
# Of such a story; chosen, not measured.
BACKGROUND_WORDS = 60
# Of its weight, what a term loses that all stories of a batch have; chosen, not measured.
WORN_SHARE = 0.5
# Added to a batch, so that two stories keep what makes them one event; chosen, not measured.
ADDED_STORIES = 2
# The length with which a story's is compared; chosen, not measured.
USUAL_WORDS = 40
# A longer story counts as so long; chosen, not measured.
MOST_WORDS = 200
# A shorter story counts as so long; chosen, not measured.
LEAST_WORDS = 4
# What a term that joins nothing keeps of its weight in the smallest batches: docs/decisions.md,
# Grouping.
SMALLEST_WEAK_SHARE = 0.3
# And in those of up to 80 stories: docs/decisions.md, Grouping.
WEAK_SHARE = 0.55
# The smallest batches have at most so many: docs/decisions.md, Grouping.
SMALLEST_BATCH_STORIES = 16
# What a term keeps of its weight in a story that has little else in common with those of the
# term: docs/decisions.md, Grouping.
STRAY_KEPT_SHARE = 0.3

# Looked at together: bounds memory; chosen, not measured.
_ROWS_AT_ONCE = 1_000

Counts = Callable[[Reading], "array[float]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """All stories in one space.

    `all` has a row of length 1 for each story (0 where it is empty). The
    fields `lead` and `title`, the words of opening and title, are values for
    the places of `all.data`, with rows of length 1 too.

    Per column of `terms`: `idf` is how rare the term is in the batch and in
    everyday news together, `everyday` the same without the batch, `expected`
    the share of everyday stories with it, `df` the stories with it here.
    `weak` is true of terms that strangers share (`weak_terms`).
    `kept` is per place of `all.data`: less than 1 where the story is a stray (`strays`).
    Per row: `part_lengths` are the lengths of the parts of `all` that `in_part` has the columns
    of, 1 where there is nothing; `length` is the log of a story's words against the usual number.
    """

    terms: tuple[str, ...]
    all: sparse.csr_array
    lead: Vector
    title: Vector
    idf: Vector
    everyday: Vector
    expected: Vector
    df: Vector
    is_name: Bools
    weak: Bools
    kept: Vector
    in_part: Mapping[str, Bools]
    part_lengths: Mapping[str, Vector]
    length: Vector

    @property
    def rows(self) -> Ints:
        """The row of each place of `all.data`."""
        return np.repeat(np.arange(self.all.shape[0]), np.diff(self.all.indptr))


def build(readings: Sequence[Reading]) -> Space:
    """The vectors of all readings, weighted by how rare a term is."""
    terms = tuple(sorted(set().union(*(reading.terms for reading in readings))))
    raw = _matrix(readings, {term: column for column, term in enumerate(terms)})
    count = max(1, len(terms))
    df = np.bincount(raw.indices, minlength=count).astype(float)
    expected = _expected_shares(terms, readings)
    everyday = _rarity(expected * BACKGROUND_STORIES, len(readings))
    worn = 1 - WORN_SHARE * (np.maximum(df - 1, 0) / (len(readings) + ADDED_STORIES)) ** 2
    idf = _rarity(expected * BACKGROUND_STORIES + df, len(readings)) * worn
    weak_here = weak_terms(readings)
    weak = np.array([term in weak_here for term in terms] or [False])
    smallest = len(readings) <= SMALLEST_BATCH_STORIES
    share_left = SMALLEST_WEAK_SHARE if smallest else WEAK_SHARE
    idf = np.where(weak, share_left * idf, idf)
    weights = _weights(raw, idf)
    kept = _kept(_like(raw, weights), terms, readings)
    weights *= kept
    is_name = _names(terms, readings)
    is_number = np.array([term[0].isdigit() for term in terms] or [False])
    field = _Fields(raw, readings, idf[raw.indices] * kept)
    in_part = {"names": is_name, "actions": ~is_name & ~is_number, "numbers": is_number}
    every = normalised(_like(raw, weights))
    return Space(
        terms=terms,
        all=every,
        lead=field.counted(lambda reading: reading.lead),
        title=field.counted(lambda reading: reading.title),
        idf=idf,
        everyday=everyday,
        expected=expected,
        df=df,
        is_name=is_name,
        weak=weak,
        kept=kept,
        in_part=in_part,
        part_lengths={name: _lengths(every, columns) for name, columns in in_part.items()},
        length=np.array([_log_length(reading.words) for reading in readings]),
    )


class _Fields:
    """Values for the places of one matrix, each row of length 1; `idf` is per place."""

    def __init__(self, raw: sparse.csr_array, readings: Sequence[Reading], idf: Vector) -> None:
        self._raw, self._readings, self._idf = raw, readings, idf

    def counted(self, counts: Counts) -> Vector:
        """The words of a field, by their own counts.

        Some rows at a time, as what is made on the way takes more than what is kept.
        """
        scaled = np.zeros(len(self._raw.data))
        for rows, places in _row_parts(self._raw):
            values = _damped(_column(self._readings[rows], counts)) * self._idf[places]
            sizes = np.diff(self._raw.indptr[rows.start : rows.stop + 1])
            row = np.repeat(np.arange(len(sizes)), sizes)
            squares = np.bincount(row, weights=values**2, minlength=len(sizes))
            scaled[places] = values / np.sqrt(np.where(squares > 0, squares, 1.0))[row]
        return scaled


def _lengths(matrix: sparse.csr_array, columns: Bools) -> Vector:
    """How long each row is in some columns; 1 where it has none of them."""
    squares = np.asarray(matrix.multiply(matrix) @ columns.astype(float))
    return np.sqrt(np.where(squares > 0, squares, 1.0))


def _row_parts(matrix: sparse.csr_array) -> Iterator[tuple[slice, slice]]:
    """Some rows at a time, and the places of their data."""
    ends = matrix.indptr
    for start in range(0, matrix.shape[0], _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, matrix.shape[0])
        yield slice(start, stop), slice(int(ends[start]), int(ends[stop]))


def _kept(weights: sparse.csr_array, terms: Sequence[str], readings: Sequence[Reading]) -> Vector:
    """For each place the share of its weight that the term keeps in this story."""
    # Stories in several languages share names and numbers alone: none of them is astray.
    if len(readings) > FEW_STORIES or len({one.language for one in readings}) > 1:
        return np.broadcast_to(1.0, len(weights.data))
    astray = strays(weights, terms, dependent_parts(readings)) | namesakes(weights, readings)
    return np.where(astray, STRAY_KEPT_SHARE, 1.0)


def _weights(raw: sparse.csr_array, idf: Vector) -> Vector:
    weights = np.zeros(len(raw.data))
    for _, places in _row_parts(raw):
        weights[places] = _damped(raw.data[places]) * idf[raw.indices[places]]
    return weights


def _like(matrix: sparse.csr_array, values: Vector) -> sparse.csr_array:
    """Other values in the places of a matrix."""
    return sparse.csr_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)


def _matrix(readings: Sequence[Reading], index: dict[str, int]) -> sparse.csr_array:
    columns, ends = array("i"), [0]
    for reading in readings:
        columns.extend([index[term] for term in reading.terms])
        ends.append(len(columns))
    values = _column(readings, lambda reading: reading.counts)
    shape = (len(readings), max(1, len(index)))
    return sparse.csr_array(
        (values, np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int64)), shape=shape
    )


def _column(readings: Sequence[Reading], counts: Counts) -> Vector:
    """What all readings count, one after the other."""
    packed = array("f")
    for reading in readings:
        packed.extend(counts(reading))
    return np.array(packed, dtype=float)


def _expected_shares(terms: Sequence[str], readings: Sequence[Reading]) -> Vector:
    """For each term the share of everyday stories that hold it.

    A term of several languages is as common as where it is commonest.
    """
    shares: dict[str, float] = {}
    for language in sorted({reading.language for reading in readings}):
        here = {t for reading in readings if reading.language == language for t in reading.terms}
        for term in here:
            shares[term] = max(shares.get(term, 0.0), _share(term, language))
    return np.asarray(
        -np.expm1(-BACKGROUND_WORDS * np.array([shares[term] for term in terms] or [0.0]))
    )


def _share(term: str, language: str) -> float:
    is_country = len(term) == 2 and term.isupper() and term.isascii()
    return country_share(term) if is_country else share(term, language)


def _rarity(stories_with_it: Vector, stories: int) -> Vector:
    every = BACKGROUND_STORIES + stories + 1
    return np.asarray(np.maximum(0.0, np.log(every / (stories_with_it + 0.5))))


def _names(terms: Sequence[str], readings: Sequence[Reading]) -> Bools:
    """Which terms are names in at least half of the stories that have them."""
    balance = dict.fromkeys(terms, 0)
    for reading in readings:
        for term, is_name in zip(reading.terms, reading.are_names, strict=True):
            balance[term] += 1 if is_name else -1
    return np.array([balance[term] >= 0 for term in terms] or [False])


def _damped(counts: Vector) -> Vector:
    return np.asarray(np.where(counts >= 1, 1 + np.log1p(counts), 1.69 * counts))


def _log_length(words: int) -> float:
    return math.log(max(LEAST_WORDS, min(words, MOST_WORDS)) / USUAL_WORDS)
