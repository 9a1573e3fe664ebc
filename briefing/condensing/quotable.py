"""What of a story may be quoted: where a sentence may open, stand alone, or what it needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from briefing.chunks import ChunkMap
from briefing.condensing import hazards
from briefing.condensing.candidates import may_stand
from briefing.condensing.dependencies import Needs, ties
from briefing.condensing.sentence_units import Unit, each_unit
from briefing.models import Passage, Sentence, Span, Story, StoryPassages
from briefing.text.fragments import is_fragment, is_half_a_contrast, is_of_somebody_unnamed
from briefing.text.voice import in_first_person, unquoted

# A block quotes what a story says early, and other lines look no further; chosen, not measured.
MOST_PASSAGES = 80


@dataclass(frozen=True, slots=True)
class _Passages:
    story: Story

    def beginnings(self, most: int) -> tuple[str, ...]:
        first = islice(each_unit(self.story, most=MOST_PASSAGES), most)
        return tuple(unit.text for unit in first)

    def judged(self, most: int) -> tuple[Passage, ...]:
        return _judged(*_key(self.story), min(most, MOST_PASSAGES))


def passages(story: Story) -> StoryPassages:
    """The first sentences of a story in reading order, each judged for quoting when asked."""
    return _Passages(story)


def judged(stories: Sequence[Story], each: ChunkMap) -> Callable[[Story], StoryPassages]:
    """As `passages`, these stories judged now, wherever `each` does that."""
    known = dict(zip(map(_key, stories), each(_all_judged, stories), strict=True))

    def look(story: Story) -> StoryPassages:
        found = known.get(_key(story))
        return passages(story) if found is None else _Judged(found)

    return look


@dataclass(frozen=True, slots=True)
class _Judged:
    every: tuple[Passage, ...]

    def beginnings(self, most: int) -> tuple[str, ...]:
        return tuple(passage.text for passage in self.every[:most])

    def judged(self, most: int) -> tuple[Passage, ...]:
        return self.every[:most]


def _all_judged(stories: tuple[Story, ...]) -> tuple[tuple[Passage, ...], ...]:
    return tuple(_judged(*_key(story), MOST_PASSAGES) for story in stories)


def _key(story: Story) -> tuple[Story, tuple[Span, ...] | None]:
    return story, story.furniture


@lru_cache(maxsize=2_000)
def _judged(story: Story, _furniture: tuple[Span, ...] | None, most: int) -> tuple[Passage, ...]:
    """What was found out about a story is no part of its equality, so it is a key of its own.

    A sentence is judged by those before it and the one after it: one more is read.
    """
    first = islice(each_unit(story, most=MOST_PASSAGES), most + 1)
    every = tuple(first)
    judged = zip(every, ties(every, (story,)), strict=True)
    return tuple(_passage(unit, needs, every) for unit, needs in islice(judged, most))


def stand_alone(story: Story) -> tuple[Sentence, ...]:
    """The sentences that pass every check a summary's sentences pass, in reading order.

    None leans on the one before it or is taken back by the one after it, calls
    somebody by surname whom only another sentence names in full, or lacks its
    speaker, its end or a quotation mark.
    """
    return tuple(
        passage.sentence for passage in passages(story).judged(MOST_PASSAGES) if passage.stands
    )


def _passage(unit: Unit, needs: Needs, every: Sequence[Unit]) -> Passage:
    fit = _is_fit(unit)
    return Passage(
        sentence=unit.sentence,
        place=unit.place,
        fit=fit,
        opens=fit and _may_open(unit, needs),
        stands=not needs and may_stand(unit, alone=False) and _is_whole(unit),
        leans=_leans(unit),
        needs=tuple(tuple(every[number].place for number in group) for group in needs),
    )


def _may_open(unit: Unit, needs: Needs) -> bool:
    """True where a headline of its own is all a sentence that is fit needs above it."""
    if unit.place > 0 and (
        hazards.depends(unit.text, unit.language)
        or () in needs
        or is_of_somebody_unnamed(unit.text, unit.language)
    ):
        return False
    return not is_half_a_contrast(unit.text, unit.language)


def _is_whole(unit: Unit) -> bool:
    """True for a sentence with all its parts that is neither a caption nor half a contrast."""
    halved = is_half_a_contrast(unit.text, unit.language)
    return not _is_picture(unit) and not halved and not is_fragment(unit.text, unit.language)


def _is_fit(unit: Unit) -> bool:
    asks = hazards.is_question(unit.text)
    speaks = in_first_person(unquoted(unit.text), unit.language)
    is_ticker = "+++" in unit.text
    broken = is_ticker or is_fragment(unit.text, unit.language) or _is_picture(unit)
    return not asks and not speaks and not broken and may_stand(unit, alone=True)


# What a picture shows, it shows now: "Traffic passes oil tanks", "A ball of fire erupts".
_SHOWN = re.compile(
    r"(?:[\w'’.,-]+ ){1,12}?(?:passes|pass|erupts?|walks?|stands?|looks? (?:at|on|over|out)|"
    r"speaks?|gestures?|waves?|holds? (?:a|an|up|his|her)|arrives?|attends?|poses?|sits?|lies?|"
    r"burns?|billows?|rises? (?:from|above|over)|gathers?|watch(?:es)?|hugs?|embraces?|"
    r"carr(?:y|ies) (?:a|an|his|her)|marches|chants?|inspects?|rides?) "
)
_HAPPENED = re.compile(r"\b(?:said|says|was|were|has|had|have|will|would|[a-z]+ed|told|is|are)\b")


def _is_picture(unit: Unit) -> bool:
    """Reads like the line beneath a picture: somebody does something, and nothing happened."""
    if unit.language[:2] != "en":
        return False
    return _SHOWN.match(unit.text) is not None and _HAPPENED.search(unit.text) is None


def _leans(unit: Unit) -> bool:
    return hazards.depends(unit.text, unit.language) or bool(hazards.vague_noun(unit.text))
