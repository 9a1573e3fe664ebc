"""Which units may be chosen at all: the hazards are filtered before anything is scored."""

from __future__ import annotations

from briefing.condensing import hazards
from briefing.condensing.furniture import is_caption, is_furniture
from briefing.condensing.units import Unit
from briefing.text.voice import in_first_person, unquoted

_FEWEST_WORDS = 5
_OPENING_NO_STOP = 8  # a story's opening of that many words may lack its full stop


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
    return unit.words >= _OPENING_NO_STOP and unit.text[-1].isalnum()


def is_dependent(unit: Unit) -> bool:
    """True where a unit leans on the one before it; the opening has none before."""
    return unit.place > 0 and hazards.depends(unit.text, unit.language)
