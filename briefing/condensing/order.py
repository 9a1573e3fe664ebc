"""The order in which chosen sentences are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, permutations

from briefing.condensing.sentence_units import Unit

# Of five stories all; of more the first, which change the last stories only.
_MOST_ORDERS = 120


def in_reading_order(chosen: Sequence[Unit]) -> list[Unit]:
    """Sentences of one story together; the story of the earliest-placed sentence first."""
    return _by_story(chosen, _stories(chosen))


def arranged(
    chosen: Sequence[Unit], needs: Mapping[Unit, Sequence[Sequence[Unit]]]
) -> list[Unit] | None:
    """Reading order, with the stories exchanged so that each unit follows what it needs.

    `needs`: per unit, groups of units of which one must be shown before it,
    or belongs to its own story. None where no order will do.
    """
    for stories in islice(permutations(_stories(chosen)), _MOST_ORDERS):
        ordered = _by_story(chosen, stories)
        place = {unit: number for number, unit in enumerate(ordered)}
        if all(_is_met(group, unit, place) for unit in ordered for group in needs.get(unit, ())):
            return ordered
    return None


def _is_met(group: Sequence[Unit], unit: Unit, place: Mapping[Unit, int]) -> bool:
    present = [other for other in group if other in place]
    return any(place[other] < place[unit] or other.story == unit.story for other in present)


def _stories(chosen: Sequence[Unit]) -> list[int]:
    earliest: dict[int, int] = {}
    for unit in chosen:
        earliest[unit.story] = min(unit.place, earliest.get(unit.story, unit.place))
    return sorted(earliest, key=lambda story: (earliest[story], story))


def _by_story(chosen: Sequence[Unit], stories: Sequence[int]) -> list[Unit]:
    rank = {story: number for number, story in enumerate(stories)}
    return sorted(chosen, key=lambda unit: (rank[unit.story], unit.place))
