"""The first sentences, as written: the baseline news sets for every method."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.condensing.candidates import is_dependent, may_stand
from briefing.condensing.input import Material
from briefing.condensing.order import in_reading_order
from briefing.condensing.quota import Quota
from briefing.condensing.sentence_units import Unit

# One sentence alone may be so long, a promise of `condense`; chosen, not measured.
STRETCH_BUDGETS = 1.6


def lead(material: Material) -> list[Unit]:
    """The first sentence of each story, then each second one, up to the first that does not fit."""
    return down(in_turns(material.free), material)


def in_turns(units: Sequence[Unit]) -> list[Unit]:
    """The first unit of each story, then the second of each, and so on."""
    return sorted(units, key=lambda unit: (unit.place, unit.story))


def down(ranked: Sequence[Unit], material: Material) -> list[Unit]:
    """The units down a ranking to the first that does not fit, in reading order.

    `nearest_unit` where that is the first.
    """
    taken = within(ranked, material.budget.words, material.quota) or nearest_unit(ranked, material)
    return in_reading_order(taken)


def nearest_unit(ranked: Sequence[Unit], material: Material) -> list[Unit]:
    """The single unit to show where the first of a ranking is too long.

    A story's opening of at most 1.6 budgets where that is the first; else the
    first that keeps to the budget and can stand alone; else the first of at
    most 1.6 budgets that can; else whichever is nearest to the budget.
    """
    words = material.budget.words
    ranked = [unit for unit in ranked if material.quota.allows(unit)]
    fit = [unit for unit in ranked if may_stand(unit, alone=True) and not is_dependent(unit)]
    first = [
        unit for unit in ranked[:1] if unit.place == 0 and unit.words <= STRETCH_BUDGETS * words
    ]
    if first:
        return first
    for limit in (words, STRETCH_BUDGETS * words):
        if taken := [unit for unit in fit if unit.words <= limit]:
            return taken[:1]
    return sorted(fit or ranked, key=lambda unit: unit.words)[:1]


def within(ranked: Sequence[Unit], words: int, quota: Quota) -> list[Unit]:
    """The longest beginning of a ranking that keeps to a number of words.

    A unit over its outlet's quota is passed over.
    """
    taken: list[Unit] = []
    for unit in ranked:
        if not quota.allows(unit):
            continue
        words -= unit.words
        if words < 0:
            break
        quota = quota.less(unit)
        taken.append(unit)
    return taken
