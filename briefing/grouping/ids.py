"""Ids that stay: a unit known before keeps its own, a new one is named after its earliest story."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from briefing.models import Story

_NEVER = datetime.max.replace(tzinfo=UTC)

KnownGroup = tuple[str, frozenset[int]]


def age(story: Story) -> tuple[datetime, str]:
    """Sorts stories by time of publication, undated ones last, then by id."""
    return story.published or _NEVER, story.id


def give_ids(
    groups: Sequence[Sequence[int]],
    stories: Sequence[Story],
    known: Iterable[KnownGroup],
    *,
    prefix: str,
    taken: Iterable[str] = (),
) -> list[str]:
    """One id for each group of rows, `prefix` before what it is new; no two are the same.

    A known unit's id goes to the group with most of its members. Where an
    edit merged two known units, the one that began earlier gives its id. A
    story that an edit took out of the unit named after it gives another id.
    `taken` are ids of units elsewhere.
    """
    units = sorted(known, key=lambda unit: (min(age(stories[row]) for row in unit[1]), unit[0]))
    place_of = {row: place for place, group in enumerate(groups) for row in group}
    names: dict[int, str] = {}
    for name, members in units:
        shares = Counter(place_of[row] for row in members)
        names.setdefault(min(shares, key=lambda place: (-shares[place], place)), name)
    used = {name for name, _ in units}.union(taken)
    for place, group in enumerate(groups):
        if place not in names:
            names[place] = _new_id([stories[row] for row in group], used, prefix)
            used.add(names[place])
    return [names[place] for place in range(len(groups))]


def _new_id(stories: Sequence[Story], taken: Iterable[str], prefix: str) -> str:
    earliest = min(stories, key=age)
    digest = hashlib.sha256(earliest.id.encode("utf-8", "surrogatepass")).hexdigest()
    lengths = range(12, len(digest) + 1)
    return next(name for n in lengths if (name := f"{prefix}-{digest[:n]}") not in taken)
