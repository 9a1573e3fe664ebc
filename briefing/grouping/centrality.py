"""The scores of a batch seen from its groups: best links, and how central a story is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from briefing.grouping.batch import Groups, StoryBatch
from briefing.grouping.pairs import Pairs
from briefing.grouping.sparse import Ints, Vector

Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A story, another, and their score."""

    row: int
    other: int
    score: float


@dataclass(frozen=True, slots=True)
class Directed:
    """Pairs in both directions: each row with every other it has a score with."""

    row: Ints
    other: Ints
    score: Vector

    @classmethod
    def of(cls, pairs: Pairs) -> Directed:
        """Both directions of all pairs."""
        row, other = np.concatenate((pairs.i, pairs.j)), np.concatenate((pairs.j, pairs.i))
        return cls(row, other, np.concatenate((pairs.score, pairs.score)))

    def best(self, key: Ints, keep: Bools) -> dict[int, ScoredPair]:
        """Key of a row -> the best link kept of all its rows; ties go to the lower rows."""
        row, other, score = self.row[keep], self.other[keep], self.score[keep]
        keys = key[row]
        order = np.lexsort((other, row, -score, keys))
        _, first = np.unique(keys[order], return_index=True)
        chosen = order[first]
        columns = (keys[chosen], row[chosen], other[chosen], score[chosen])
        rows_of_links = zip(*(column.tolist() for column in columns), strict=True)
        return {k: ScoredPair(r, o, s) for k, r, o, s in rows_of_links}

    def mean(self, keep: Bools, sizes: Ints) -> Vector:
        """For each row the mean score with the others of its group, of which there are `sizes`."""
        total = np.bincount(self.row[keep], weights=self.score[keep], minlength=len(sizes))
        return np.asarray(total / np.maximum(sizes - 1, 1))


class Scores:
    """What reasons and titles need of a batch and its groups, found for all groups at once."""

    def __init__(self, batch: StoryBatch, events: Groups, topics: Groups) -> None:
        count = len(batch.stories)
        self.event_of = _place(count, events)
        self.topic_of = _place(len(events), topics)[self.event_of]
        event, topic = Directed.of(batch.same_event), Directed.of(batch.same_topic)
        own_event = self._together(event, self.event_of)
        own_topic = self._together(topic, self.topic_of)
        other_event = own_topic & ~self._together(topic, self.event_of)
        elsewhere = ~self._together(event, self.topic_of)
        self.in_event = event.best(np.arange(count), own_event)
        self.in_topic = topic.best(self.event_of, other_event)
        self.left_out = event.best(self.topic_of, elsewhere)
        self.centre_of_event = event.mean(own_event, _sizes(self.event_of))
        self.centre_of_topic = topic.mean(own_topic, _sizes(self.topic_of))

    def _together(self, pairs: Directed, group: Ints) -> Bools:
        return np.asarray(group[pairs.row] == group[pairs.other])


def _place(count: int, groups: Sequence[Sequence[int]]) -> Ints:
    """For each item the number of its group."""
    place = np.zeros(count, dtype=np.int64)
    for number, items in enumerate(groups):
        place[list(items)] = number
    return place


def _sizes(group: Ints) -> Ints:
    return np.asarray(np.bincount(group)[group])
