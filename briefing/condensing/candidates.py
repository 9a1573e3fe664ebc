"""The candidates of a summary, and which of them need which others beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.condensing import hazards
from briefing.condensing.dependencies import Needs
from briefing.condensing.sentence_units import Unit
from briefing.text.furniture.lines import is_caption, is_furniture
from briefing.text.voice import in_first_person, unquoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Candidates in the order they are preferred, and for each what it needs, by row."""

    units: tuple[Unit, ...]
    needs: tuple[Needs, ...]


def pool_of(
    every: Sequence[Unit],
    numbers: Sequence[int],
    needs: Sequence[Needs],
    *,
    in_title: Sequence[int] = (),
    most: int = 20,
) -> Pool:
    """The first candidates whose needs can be met among them, or are met by what stands `in_title`.

    `numbers` name units of `every`, `needs` holds what each unit of `every` needs.
    """
    open_needs = [
        tuple(group for group in groups if not set(group) & set(in_title)) for groups in needs
    ]
    met = _met(_met(numbers, open_needs)[:most], open_needs)
    row = {number: place for place, number in enumerate(met)}
    return Pool(
        units=tuple(every[number] for number in met),
        needs=tuple(
            tuple(tuple(row[n] for n in group if n in row) for group in open_needs[number])
            for number in met
        ),
    )


def _met(numbers: Sequence[int], needs: Sequence[Needs]) -> list[int]:
    """The units whose needs the others can meet; those that lose theirs on the way go, too."""
    remaining = list(numbers)
    while True:
        held = set(remaining)
        fit = [n for n in remaining if all(held & set(group) for group in needs[n])]
        if len(fit) == len(remaining):
            return remaining
        remaining = fit


# A shorter sentence says little on its own; chosen, not measured.
_FEWEST_WORDS = 5
# A story's opening of so many words may lack its full stop; chosen, not measured.
_UNSTOPPED_WORDS = 8


def may_stand(unit: Unit, *, alone: bool) -> bool:
    """True where a unit shows no hazard of its own.

    `alone`: its story is the only one. The opening of a story is judged more
    mildly then: editors wrote it to stand first.
    """
    text, opening = unit.text, unit.place == 0 and alone
    if unit.words < _FEWEST_WORDS or is_furniture(text):
        return False
    if hazards.unbalanced(text) and not (opening and hazards.lost_mark(text)):
        return False
    if hazards.cut_off(text) and not (opening and _is_headline(unit)):
        return False
    if hazards.is_aside(text) or (not opening and _lacks_start(text)):
        return False
    if not alone and in_first_person(unquoted(text), unit.language):
        return False  # who speaks, only its page shows
    return opening or not hazards.lacks_speaker(text, unit.language)


def _lacks_start(text: str) -> bool:
    return is_caption(text) or hazards.starts_amid(text)


def _is_headline(unit: Unit) -> bool:
    """True for an opening that is whole, but has no stop."""
    return unit.words >= _UNSTOPPED_WORDS and unit.text[-1].isalnum()


def is_dependent(unit: Unit) -> bool:
    """True where a unit leans on the one before it; the opening has none before."""
    return unit.place > 0 and hazards.depends(unit.text, unit.language)
