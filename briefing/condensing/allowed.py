"""Which units may be chosen at all: the hazards are filtered before anything is scored."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.condensing import hazards
from briefing.condensing.units import Unit
from briefing.models import Budget, Sentence, Story

_FEWEST_WORDS = 5
_OPENING_NO_STOP = 8  # an opening of that many words may lack its full stop
_OPENING_FURNITURE = 15  # ... and of that many may look like page furniture


def without_excluded(found: Sequence[Unit], stories: Sequence[Story], budget: Budget) -> list[Unit]:
    """The units that neither the budget excludes nor a derived title already shows."""
    taken = [(s.story_id, s.start, s.end) for s in budget.exclude]
    taken += [title for story in stories if (title := _derived_title(story, found))]
    return [unit for unit in found if not any(_overlaps(unit.sentence, *span) for span in taken)]


def _derived_title(story: Story, found: Sequence[Unit]) -> tuple[str, int, int] | None:
    """Where a derived title stands in its story: it is the first sentence."""
    if not story.title_derived:
        return None
    start = story.text.find(story.title) if story.title else -1
    if start >= 0:
        return story.id, start, start + len(story.title)
    first = next((unit.sentence for unit in found if unit.sentence.story_id == story.id), None)
    return (story.id, first.start, first.end) if first else None


def _overlaps(sentence: Sentence, story_id: str, start: int, end: int) -> bool:
    return sentence.story_id == story_id and sentence.start < end and start < sentence.end


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
