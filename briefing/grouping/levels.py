"""The two levels of groups: rows into events, events into topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from briefing.grouping.batch import Groups, StoryBatch
from briefing.grouping.constraints import Bonds, apply_edits
from briefing.grouping.experts import GroupLevel
from briefing.grouping.linkage import Edge, Linkage
from briefing.grouping.pairs import Pairs
from briefing.grouping.reach import in_reach
from briefing.grouping.sparse import Ints
from briefing.models import Edit

# Less is taken as none, as it only costs time; chosen, not measured.
LEAST_PROBABILITY = 0.01


def event_groups(batch: StoryBatch, edits: Sequence[Edit], threshold: float) -> Groups:
    """Rows that tell the same: average linkage on the probabilities of pairs."""
    pairs = batch.same_event
    near = pairs.score >= LEAST_PROBABILITY
    columns = Pairs(pairs.i[near], pairs.j[near], pairs.score[near])
    rows = np.arange(len(batch.stories))
    # A story must not bring two known topics together by being in an event of one.
    bonds, topics = _bonds(batch, edits, "event"), _bonds(batch, edits, "topic")
    linkage = Linkage(len(rows), _edges(columns, threshold, bonds, rows))
    linkage.obey(bonds, rows.tolist(), bonds.known(), topics.known())
    return linkage.run(threshold)


def topic_groups(
    batch: StoryBatch, events: Groups, edits: Sequence[Edit], threshold: float
) -> Groups:
    """Events that belong together: average linkage on the mean answers of their stories."""
    bonds = _bonds(batch, edits, "topic")
    event_of = _event_of(batch, events)
    edges = _edges(_likeness(batch, events, event_of), threshold, bonds, event_of)
    linkage = Linkage(len(events), edges)
    linkage.obey(bonds, event_of.tolist(), bonds.known())
    return linkage.run(threshold)


def _edges(pairs: Pairs, stop: float, bonds: Bonds, item_of: Ints) -> Iterator[Edge]:
    """The pairs of items that linkage needs; `item_of` maps the bonds' rows to items."""
    roots = np.array([bonds.root(row) for row in range(len(item_of))], dtype=np.int64)
    needed = in_reach(pairs.i, pairs.j, pairs.score, stop, (item_of, item_of[roots]))
    columns = (pairs.i[needed], pairs.j[needed], pairs.score[needed])
    return zip(*(column.tolist() for column in columns), strict=True)


def _bonds(batch: StoryBatch, edits: Sequence[Edit], level: GroupLevel) -> Bonds:
    bonds = Bonds(len(batch.stories))
    apply_edits(bonds, edits, batch.rows, level)
    for _, members in batch.events if level == "event" else batch.topics:
        bonds.freeze(sorted(members))
    return bonds


def _likeness(batch: StoryBatch, events: Groups, event_of: Ints) -> Pairs:
    """Two events and the mean likeness of their stories, where there is any; sorted."""
    pairs = batch.same_topic
    a, b = event_of[pairs.i], event_of[pairs.j]
    low, high = np.minimum(a, b), np.maximum(a, b)
    apart = low < high
    keys, place = np.unique(low[apart] * len(events) + high[apart], return_inverse=True)
    sums = np.bincount(place, weights=pairs.score[apart])
    i, j = np.divmod(keys, max(len(events), 1))
    sizes = np.array([len(rows) for rows in events], dtype=np.int64)
    return Pairs(i, j, sums / (sizes[i] * sizes[j]))


def _event_of(batch: StoryBatch, events: Groups) -> Ints:
    event_of = np.zeros(len(batch.stories), dtype=np.int64)
    for number, rows in enumerate(events):
        event_of[rows] = number
    return event_of
