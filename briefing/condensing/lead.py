"""The first sentences, as written: the baseline news sets for every method."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.condensing.allowed import is_dependent, may_stand, without_excluded
from briefing.condensing.units import Unit, all_units
from briefing.models import Budget, Story

_STRETCH = 1.6  # one sentence alone may be that many budgets long


def lead(stories: Sequence[Story], budget: Budget) -> list[Unit]:
    """The first sentence of each story, then each second one, up to the first that does not fit.

    Where even the first is longer than the budget, `one` is taken.
    """
    free = without_excluded(all_units(stories), stories, budget)
    turns = sorted(free, key=lambda unit: (unit.place, unit.story))
    return within(turns, budget.words) or one(turns, budget.words)


def one(ranked: Sequence[Unit], words: int) -> list[Unit]:
    """The single unit to show where the first of a ranking is too long.

    The first that keeps to the budget and can stand alone; else the first of
    at most 1.6 budgets that can; else whichever is nearest to the budget.
    """
    fit = [unit for unit in ranked if may_stand(unit, alone=True) and not is_dependent(unit)]
    for limit in (words, _STRETCH * words):
        if taken := [unit for unit in fit if unit.words <= limit]:
            return taken[:1]
    return sorted(fit or ranked, key=lambda unit: unit.words)[:1]


def within(ranked: Sequence[Unit], words: int) -> list[Unit]:
    """The longest beginning of a ranking that keeps to a number of words."""
    taken: list[Unit] = []
    for unit in ranked:
        words -= unit.words
        if words < 0:
            break
        taken.append(unit)
    return taken


def in_reading_order(chosen: Sequence[Unit]) -> list[Unit]:
    """Sentences of one story together; the story of the earliest-placed sentence first."""
    earliest: dict[int, int] = {}
    for unit in chosen:
        earliest[unit.story] = min(unit.place, earliest.get(unit.story, unit.place))
    return sorted(chosen, key=lambda unit: (earliest[unit.story], unit.story, unit.place))
