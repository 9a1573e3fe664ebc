"""The two levels of groups: rows into events, events into topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from briefing.grouping.batch import Batch, Groups
from briefing.grouping.bonds import Bonds, Level, apply_edits
from briefing.grouping.guard import joining_names
from briefing.grouping.linkage import Linkage
from briefing.grouping.pairs import LEAST_P
from briefing.models import Edit

Sums = dict[tuple[int, int], float]


def event_groups(batch: Batch, edits: Sequence[Edit], threshold: float) -> Groups:
    """Rows that tell the same: average linkage on the probabilities of pairs."""
    pairs = batch.pairs
    near = pairs.p >= LEAST_P
    edges = zip(pairs.i[near].tolist(), pairs.j[near].tolist(), pairs.p[near].tolist(), strict=True)
    rows = range(len(batch.stories))
    linkage = Linkage(len(rows), edges)
    linkage.obey(_bonds(batch, edits, "event"), rows)
    return linkage.run(threshold)


def topic_groups(
    batch: Batch, events: Groups, edits: Sequence[Edit], threshold: float, *, guard: bool
) -> Groups:
    """Events that belong together: average linkage on the mean likeness of their stories.

    With `guard`, two events are alike only where they share a joining name.
    """
    event_of = np.zeros(len(batch.stories), dtype=int)
    for number, rows in enumerate(events):
        event_of[rows] = number
    names = _names(batch, events) if guard else None
    edges = [
        (i, j, total / (len(events[i]) * len(events[j])))
        for (i, j), total in _sums(batch, event_of).items()
        if names is None or names[i] & names[j]
    ]
    linkage = Linkage(len(events), edges)
    linkage.obey(_bonds(batch, edits, "topic"), event_of.tolist())
    return linkage.run(threshold)


def _bonds(batch: Batch, edits: Sequence[Edit], level: Level) -> Bonds:
    bonds = Bonds(len(batch.stories))
    apply_edits(bonds, edits, batch.rows, level)
    for _, members in batch.events if level == "event" else batch.topics:
        bonds.freeze(sorted(members))
    return bonds


def _sums(batch: Batch, event_of: np.ndarray[Any, Any]) -> Sums:
    """Two events -> the sum of the adjusted cosines of their stories."""
    pairs = batch.pairs
    i, j = event_of[pairs.i].tolist(), event_of[pairs.j].tolist()
    sums: Sums = {}
    for a, b, adj in zip(i, j, pairs.cosine.tolist(), strict=True):
        if a != b:
            key = (min(a, b), max(a, b))
            sums[key] = sums.get(key, 0.0) + adj
    return sums


def _names(batch: Batch, events: Groups) -> list[frozenset[tuple[str, ...]]]:
    names = joining_names(batch.readings, batch.language)
    return [frozenset(name for row in rows for name in names[row]) for rows in events]
