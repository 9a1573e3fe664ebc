"""How probably two stories tell one event and belong to one topic: for whoever wants to see why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.grouping.batch import StoryBatch, batch_of
from briefing.grouping.pairs import Pairs
from briefing.grouping.partition import as_described
from briefing.grouping.reasons import shared_terms
from briefing.models import Story, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """Two stories by their ids, two probabilities (0 to 1, to six digits), the words they share.

    Both are 0 where the stories share nothing that joins.
    """

    left: str
    right: str
    event: float
    topic: float
    terms: tuple[str, ...]


def pair_scores(
    stories: Sequence[Story], pairs: Iterable[tuple[str, str]], *, known: Sequence[Topic] = ()
) -> tuple[PairScore, ...]:
    """The scores of pairs of these stories (by id), as `group` has them with the same arguments.

    Pairs of stories that are not among these are left out. Pure.
    """
    stories, known = as_described(stories, known)
    batch = batch_of(stories, known)
    event, topic = _by_rows(batch.same_event), _by_rows(batch.same_topic)
    return tuple(
        _score(batch, left, right, event, topic)
        for left, right in pairs
        if left in batch.rows and right in batch.rows
    )


def _by_rows(pairs: Pairs) -> dict[tuple[int, int], float]:
    columns = (pairs.i.tolist(), pairs.j.tolist(), pairs.score.tolist())
    return {(i, j): score for i, j, score in zip(*columns, strict=True)}


def _score(
    batch: StoryBatch,
    left: str,
    right: str,
    event: dict[tuple[int, int], float],
    topic: dict[tuple[int, int], float],
) -> PairScore:
    low, high = sorted((batch.rows[left], batch.rows[right]))
    return PairScore(
        left=left,
        right=right,
        event=round(event.get((low, high), 0.0), 6),
        topic=round(topic.get((low, high), 0.0), 6),
        terms=shared_terms(batch, low, high),
    )


def topic_cut(stories: Sequence[Story], *, known: Sequence[Topic] = ()) -> float:
    """The probability from which `group` puts two of these stories into one topic."""
    return batch_of(*as_described(stories, known)).cuts["topic"]
