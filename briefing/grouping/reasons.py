"""Why stories stand together, and what was nearest of those left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from briefing.grouping.batch import Groups, StoryBatch
from briefing.grouping.centrality import ScoredPair, Scores
from briefing.grouping.labels import without_parts
from briefing.grouping.sparse import Ints
from briefing.models import Edit, Reason

# Of what two stories share, so many are named; chosen, not measured.
MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class Grouped:
    """A batch, the groups that were made of it, and what was asked for.

    `taken` are the ids of all known units, of other languages too.
    """

    batch: StoryBatch
    events: Groups
    topics: Groups
    edits: Sequence[Edit]
    threshold: float
    taken: frozenset[str]


def reasons_of(grouped: Grouped, scores: Scores, topic: Sequence[int]) -> tuple[Reason, ...]:
    """The reasons of one topic, given by the numbers of its events.

    Each story has its best link within its event, each event its best link
    to another of the topic, both once; then come the editor's decisions, and
    the nearest story outside.
    """
    batch = grouped.batch
    rows = [row for number in topic for row in grouped.events[number]]
    in_event = [scores.in_event[row] for row in rows if row in scores.in_event]
    in_topic = [scores.in_topic[number] for number in topic if number in scores.in_topic]
    reasons = [_reason(batch, "event", link) for link in _once(in_event)]
    reasons += [_reason(batch, "topic", link) for link in _once(in_topic)]
    reasons += _edited(grouped, rows)
    nearest = scores.left_out.get(int(scores.topic_of[rows[0]]))
    if nearest is not None:
        reasons.append(_reason(batch, "nearest", nearest, why=_why(grouped, nearest)))
    return tuple(reasons)


def _why(grouped: Grouped, link: ScoredPair) -> str:
    """Why the nearest story was left out."""
    batch = grouped.batch
    both = {batch.stories[link.row].id, batch.stories[link.other].id}
    for edit in grouped.edits:
        if edit.kind == "apart" and (both <= set(edit.story_ids) or set(edit.story_ids) < both):
            return "the editor keeps them apart"
    if link.score < grouped.threshold:
        return f"less than {grouped.threshold:g}"
    known = set().union(*(members for _, members in batch.topics))
    if {link.row, link.other} <= known:
        return "both were published apart"
    return "too unlike the other stories here"


def _once(links: Sequence[ScoredPair]) -> Iterator[ScoredPair]:
    """Links in order, the same two stories only once."""
    seen: set[frozenset[int]] = set()
    for link in links:
        both = frozenset((link.row, link.other))
        if both not in seen:
            seen.add(both)
            yield link


def _reason(batch: StoryBatch, kind: str, link: ScoredPair, *, why: str = "") -> Reason:
    return Reason(
        kind=kind,
        left=batch.stories[link.row].id,
        right=batch.stories[link.other].id,
        score=round(link.score, 6),
        terms=shared_terms(batch, link.row, link.other),
        why=why,
    )


def _edited(grouped: Grouped, rows: Sequence[int]) -> list[Reason]:
    """What the editor put together here, story by story."""
    here = {grouped.batch.stories[row].id for row in rows}
    pairs = {
        (edit.story_ids[0], right)
        for edit in grouped.edits
        if edit.kind == "together"
        for right in edit.story_ids[1:]
        if {edit.story_ids[0], right} <= here
    }
    return [Reason(kind="edit", left=left, right=right, score=1.0) for left, right in sorted(pairs)]


def shared_terms(batch: StoryBatch, i: int, j: int) -> tuple[str, ...]:
    """The heaviest terms and names two stories share, as they are written."""
    vectors = batch.space.all
    left, right = (slice(vectors.indptr[row], vectors.indptr[row + 1]) for row in (i, j))
    a, b = _common(vectors.indices[left], vectors.indices[right])
    weight = np.round(vectors.data[left][a] * vectors.data[right][b], 9)
    best = vectors.indices[left][a][np.argsort(-weight, kind="stable")[: 2 * MOST_TERMS]]
    forms = [batch.forms[batch.space.terms[column]] for column in best]
    both = {*batch.readings[i].written_names}.intersection(batch.readings[j].written_names)
    names = sorted(name for name in both if not {*forms}.isdisjoint(name.split(" ")))
    return without_parts((*forms, *names))[:MOST_TERMS]


def _common(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The places of what two sorted rows of different numbers both have."""
    if not len(left) or not len(right):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(right, left), len(right) - 1)
    found = np.flatnonzero(right[at] == left)
    return found, at[found]
