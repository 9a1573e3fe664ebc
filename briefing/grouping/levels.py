"""The two levels of groups: rows into events, events into topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from briefing.grouping.batch import Groups, StoryBatch
from briefing.grouping.constraints import Bonds, apply_edits
from briefing.grouping.experts import GroupLevel
from briefing.grouping.linkage import Linkage
from briefing.models import Edit

# Less is taken as none, as it only costs time; chosen, not measured.
LEAST_PROBABILITY = 0.01


def event_groups(batch: StoryBatch, edits: Sequence[Edit], threshold: float) -> Groups:
    """Rows that tell the same: average linkage on the probabilities of pairs."""
    pairs = batch.same_event
    near = pairs.score >= LEAST_PROBABILITY
    columns = (pairs.i[near], pairs.j[near], pairs.score[near])
    edges = zip(*(column.tolist() for column in columns), strict=True)
    rows = range(len(batch.stories))
    linkage = Linkage(len(rows), edges)
    # A story must not bring two known topics together by being in an event of one.
    bonds, topics = _bonds(batch, edits, "event"), _bonds(batch, edits, "topic")
    linkage.obey(bonds, rows, bonds.known(), topics.known())
    return linkage.run(threshold)


def topic_groups(
    batch: StoryBatch, events: Groups, edits: Sequence[Edit], threshold: float
) -> Groups:
    """Events that belong together: average linkage on the mean answers of their stories."""
    linkage = Linkage(len(events), _likeness(batch, events))
    bonds = _bonds(batch, edits, "topic")
    linkage.obey(bonds, _event_of(batch, events).tolist(), bonds.known())
    return linkage.run(threshold)


def _bonds(batch: StoryBatch, edits: Sequence[Edit], level: GroupLevel) -> Bonds:
    bonds = Bonds(len(batch.stories))
    apply_edits(bonds, edits, batch.rows, level)
    for _, members in batch.events if level == "event" else batch.topics:
        bonds.freeze(sorted(members))
    return bonds


def _likeness(batch: StoryBatch, events: Groups) -> list[tuple[int, int, float]]:
    """Two events and the mean likeness of their stories, where there is any; sorted."""
    event_of = _event_of(batch, events)
    pairs = batch.same_topic
    a, b = event_of[pairs.i], event_of[pairs.j]
    low, high = np.minimum(a, b), np.maximum(a, b)
    apart = low < high
    keys, place = np.unique(low[apart] * len(events) + high[apart], return_inverse=True)
    sums = np.bincount(place, weights=pairs.score[apart])
    columns = (*(n.tolist() for n in np.divmod(keys, len(events))), sums.tolist())
    return [
        (i, j, total / (len(events[i]) * len(events[j])))
        for i, j, total in zip(*columns, strict=True)
    ]


def _event_of(batch: StoryBatch, events: Groups) -> np.ndarray[Any, np.dtype[np.int64]]:
    event_of = np.zeros(len(batch.stories), dtype=np.int64)
    for number, rows in enumerate(events):
        event_of[rows] = number
    return event_of
