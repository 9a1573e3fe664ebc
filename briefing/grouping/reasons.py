"""Why stories stand together, and what was nearest of those left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from briefing.grouping.batch import Batch, Groups
from briefing.grouping.labels import surface_forms
from briefing.models import Reason

MOST_TERMS = 5


Found = tuple[float, float, int, int]


class Scores:
    """The scores of pairs, found by rows: same event first, then same topic."""

    def __init__(self, batch: Batch) -> None:
        self._near: dict[int, dict[int, tuple[float, float]]] = {}
        for place, pairs in enumerate((batch.same_event, batch.same_topic)):
            columns = (pairs.i, pairs.j, pairs.score)
            for i, j, score in zip(*(column.tolist() for column in columns), strict=True):
                self._set(i, j, place, score)
                self._set(j, i, place, score)

    def _set(self, i: int, j: int, place: int, score: float) -> None:
        event, topic = self._of(i, j)
        both = (score, topic) if place == 0 else (event, score)
        self._near.setdefault(i, {})[j] = both

    def closeness(self, row: int, rows: Sequence[int]) -> float:
        """The mean likeness of a story to others."""
        others = [other for other in rows if other != row]
        return sum(sum(self._of(row, other)) for other in others) / max(1, len(others))

    def _of(self, i: int, j: int) -> tuple[float, float]:
        return self._near.get(i, {}).get(j, (0.0, 0.0))

    def best(self, units: Sequence[int], where: Callable[[int], bool]) -> Found | None:
        """The most similar pair of a row of `units` and a row of which `where` is true."""
        found = [
            (event, topic, -i, -j)
            for i in units
            for j, (event, topic) in self._near.get(i, {}).items()
            if where(j)
        ]
        if not found:
            return None
        event, topic, i, j = max(found)
        return event, topic, -i, -j


def reasons_of(batch: Batch, scores: Scores, events: Groups) -> tuple[Reason, ...]:
    """The reasons of one topic, given as the rows of its events.

    Each story beside the first of its event has the link that tied it to
    those before it; each event likewise; then the nearest story outside.
    """
    found: list[Reason] = []
    for rows in events:
        links = _chain(scores, [[row] for row in rows])
        found += [_reason(batch, "event", link) for link in links]
    found += [_reason(batch, "topic", link) for link in _chain(scores, events)]
    inside = {row for rows in events for row in rows}
    nearest = scores.best(sorted(inside), lambda row: row not in inside)
    if nearest is not None:
        found.append(_reason(batch, "nearest", nearest))
    return tuple(found)


def _chain(scores: Scores, units: Groups) -> list[Found]:
    """How units are tied one after the other to those already tied, the strongest link first."""
    tied, left = list(units[0]), list(units[1:])
    found = []
    while left:
        links = [(scores.best(tied, unit.__contains__) or _no_link(tied, unit)) for unit in left]
        n = max(range(len(left)), key=lambda n: (links[n][:2], -n))
        found.append(links[n])
        tied += left.pop(n)
    return found


def _no_link(tied: Sequence[int], unit: Sequence[int]) -> Found:
    return 0.0, 0.0, tied[0], unit[0]


def _reason(batch: Batch, kind: str, link: Found) -> Reason:
    event, topic, i, j = link
    return Reason(
        kind=kind,
        left=batch.stories[i].id,
        right=batch.stories[j].id,
        score=topic if kind == "topic" else event,
        terms=shared_terms(batch, i, j),
    )


def shared_terms(batch: Batch, i: int, j: int) -> tuple[str, ...]:
    """The heaviest terms two stories share, as they are written in them."""
    product = np.asarray(batch.space.all[[i]].multiply(batch.space.all[[j]]).toarray()).ravel()
    best = np.argsort(-np.round(product, 9), kind="stable")[:MOST_TERMS]
    weights = {batch.space.terms[n]: float(product[n]) for n in best if product[n] > 0}
    forms = surface_forms([batch.readings[i], batch.readings[j]], weights, batch.language)
    return tuple(forms[term] for term in weights if term in forms)
