"""Why stories stand together, and what was nearest of those left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from briefing.grouping.batch import Batch, Groups
from briefing.grouping.labels import without_parts
from briefing.grouping.scores import Link, Scores
from briefing.models import Edit, Reason

MOST_TERMS = 5


def reasons_of(
    batch: Batch, scores: Scores, events: Groups, topic: Sequence[int], edits: Sequence[Edit]
) -> tuple[Reason, ...]:
    """The reasons of one topic, given by the numbers of its events.

    Each story has its best link within its event, each event its best link
    to another of the topic, both once; then come the editor's decisions, and
    the nearest story outside.
    """
    rows = [row for number in topic for row in events[number]]
    in_event = [scores.in_event[row] for row in rows if row in scores.in_event]
    in_topic = [scores.in_topic[number] for number in topic if number in scores.in_topic]
    found = [_reason(batch, "event", link) for link in _once(in_event)]
    found += [_reason(batch, "topic", link) for link in _once(in_topic)]
    found += _edited(batch, rows, edits)
    nearest = scores.left_out.get(int(scores.topic_of[rows[0]]))
    if nearest is not None:
        found.append(_reason(batch, "nearest", nearest))
    return tuple(found)


def _once(links: Sequence[Link]) -> Iterator[Link]:
    """Links in order, the same two stories only once."""
    seen: set[frozenset[int]] = set()
    for link in links:
        both = frozenset((link.row, link.other))
        if both not in seen:
            seen.add(both)
            yield link


def _reason(batch: Batch, kind: str, link: Link) -> Reason:
    return Reason(
        kind=kind,
        left=batch.stories[link.row].id,
        right=batch.stories[link.other].id,
        score=round(link.score, 6),
        terms=shared_terms(batch, link.row, link.other),
    )


def _edited(batch: Batch, rows: Sequence[int], edits: Sequence[Edit]) -> list[Reason]:
    """What the editor put together here, story by story."""
    here = {batch.stories[row].id for row in rows}
    pairs = {
        (edit.story_ids[0], other)
        for edit in edits
        if edit.kind == "together"
        for other in edit.story_ids[1:]
        if {edit.story_ids[0], other} <= here
    }
    return [Reason(kind="edit", left=one, right=other, score=1.0) for one, other in sorted(pairs)]


def shared_terms(batch: Batch, i: int, j: int) -> tuple[str, ...]:
    """The heaviest terms and names two stories share, as they are written."""
    vectors = batch.space.all
    one, other = (slice(vectors.indptr[row], vectors.indptr[row + 1]) for row in (i, j))
    columns, a, b = np.intersect1d(
        vectors.indices[one], vectors.indices[other], assume_unique=True, return_indices=True
    )
    weight = np.round(vectors.data[one][a] * vectors.data[other][b], 9)
    best = columns[np.argsort(-weight, kind="stable")[: 2 * MOST_TERMS]]
    forms = [batch.forms[batch.space.terms[column]] for column in best]
    both = set(batch.readings[i].runs) & set(batch.readings[j].runs)
    names = sorted(" ".join(run) for run in both if set(run) & set(forms))
    return without_parts((*forms, *names))[:MOST_TERMS]
