"""Which units may be chosen at all: the hazards are filtered before anything is scored."""

from __future__ import annotations

from briefing.condensing import hazards
from briefing.condensing.units import Unit

_FEWEST_WORDS = 5
_OPENING_NO_STOP = 8  # an opening of that many words may lack its full stop
_OPENING_FURNITURE = 15  # ... and of that many may look like page furniture


def may_stand(unit: Unit, *, alone: bool) -> bool:
    """True where a unit shows no hazard of its own.

    `alone`: its story is the only one. The opening of a story is judged more
    mildly: editors wrote it to stand first.
    """
    text, opening = unit.text, unit.place == 0
    if unit.words < _FEWEST_WORDS or hazards.unbalanced(text):
        return False
    if hazards.cut_off(text) and not (opening and unit.words >= _OPENING_NO_STOP):
        return False
    if hazards.is_furniture(text) and not (opening and unit.words >= _OPENING_FURNITURE):
        return False
    return (opening and alone) or not hazards.lacks_speaker(text)


def is_dependent(unit: Unit) -> bool:
    """True where a unit leans on the one before it; the opening has none before."""
    return unit.place > 0 and hazards.depends(unit.text)
