"""What a sentence needs beside it to be understood: its neighbours, or who a name belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from briefing.condensing import hazards
from briefing.condensing.name_forms import named_in_full, named_in_short
from briefing.condensing.sentence_units import Unit
from briefing.models import Story
from briefing.text.quotes import quotations

# Numbers of units, one of which must be shown; an empty group cannot be met.
Alternatives = tuple[int, ...]
Needs = tuple[Alternatives, ...]


def ties(every: Sequence[Unit], stories: Sequence[Story]) -> list[Needs]:
    """What each unit needs, by its number in `every`.

    A group's members stand before the unit in its own story (what it points
    back to), right after it (what takes it back), or in another story (a name
    in full, or the event an opening leaves to its headline).
    """
    place = {(unit.story, unit.place): number for number, unit in enumerate(every)}
    spoken = [quotations(story.text) for story in stories]
    holders = _holders(every)
    needs = []
    for number, unit in enumerate(every):
        before = place.get((unit.story, unit.place - 1))
        after = place.get((unit.story, unit.place + 1))
        groups: list[Alternatives] = [()] if _is_inside(unit, spoken[unit.story]) else []
        language = stories[unit.story].language
        if unit.place > 0:
            groups += _backward(every, number, before, language)
        elif len(stories) > 1 and _leans(unit.text, language):
            groups.append(_openings(every, unit))
        if after is not None and hazards.is_turned(every[after].text):
            groups.append((after,))
        needs.append((*groups, *_names(every, holders, number)))
    return needs


def _is_inside(unit: Unit, spans: Sequence[tuple[int, int]]) -> bool:
    """True where a unit lies within a quotation and shows neither of its marks."""
    at = bisect_left(spans, (unit.sentence.start, 0)) - 1
    return at >= 0 and unit.sentence.end < spans[at][1]


def _leans(text: str, language: str) -> bool:
    return hazards.depends(text, language) or bool(hazards.vague_noun(text))


def _openings(every: Sequence[Unit], unit: Unit) -> Alternatives:
    """The openings of the other stories, for one that leans on a headline not shown.

    Any of them tells the event before "The move is seen as a warning".
    """
    return tuple(
        number
        for number, other in enumerate(every)
        if other.story != unit.story and other.place == 0
    )


def _backward(
    every: Sequence[Unit], number: int, before: int | None, language: str
) -> Iterator[Alternatives]:
    """The unit before, for one that leans on it; for "the company", any that tells which."""
    near = () if before is None else (before,)
    if hazards.depends(every[number].text, language):
        yield near
    elif antecedents := _antecedents(every, number):
        yield tuple(sorted({*near, *antecedents}))
    elif hazards.vague_noun(every[number].text):
        yield near


def _antecedents(every: Sequence[Unit], number: int) -> Alternatives:
    """Earlier units of the story that may tell which company "the company" is.

    Those that say "company"; of a noun that is not vague in itself ("the
    ferry"), those from where the story brings one in ("a ferry").
    """
    text = every[number].text
    earlier = [n for n in range(number) if every[n].story == every[number].story]
    if noun := hazards.vague_noun(text):
        return tuple(n for n in earlier if hazards.names(every[n].text, noun))
    if noun := hazards.definite_noun(text):
        return tuple(n for n in earlier if hazards.introduces(every[n].text, noun))
    return ()


def _holders(every: Sequence[Unit]) -> Mapping[str, Sequence[int]]:
    """Last word of a name -> the units that have the name in full."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(every):
        for name in sorted(named_in_full(unit.text)):
            holders[name].append(number)
    return holders


def _names(
    every: Sequence[Unit], holders: Mapping[str, Sequence[int]], number: int
) -> Iterator[Alternatives]:
    """For each name a unit shortens that its story gave in full before: where it is in full."""
    story = every[number].story
    for name in sorted(named_in_short(every[number].text)):
        known = [n for n in holders.get(name, ()) if every[n].story != story or n < number]
        if any(every[n].story == story for n in known):
            yield tuple(known)
