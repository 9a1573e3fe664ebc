"""The kind of each story: by its own marks, and by what its source usually puts there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from briefing.chunks import ChunkMap, in_place
from briefing.models import KINDS, Kind, Story
from briefing.text.kinds.evidence import evidence
from briefing.text.kinds.model import Chances, likeliest, normal, probabilities, shares

# Of the usual mixture, added to a source's own; chosen on mornings left out: docs/decisions.md.
USUAL_STORIES = 8.0
# Of the source's mixture, added to its section's; chosen on mornings left out, too.
SOURCE_STORIES = 4.0
# What a source's habits weigh; chosen on mornings left out: docs/decisions.md.
PRIOR_WEIGHT = 0.2
# The newest make a source's habits: bounds the time; chosen, not measured.
MOST_SOURCE_STORIES = 60

Place = tuple[str, str]


def kind_of(story: Story) -> Kind:
    """What a story is, by its headline, opening, address, section and source alone."""
    return likeliest(probabilities(evidence(story)))


def with_kinds(
    stories: Sequence[Story], history: Sequence[Story] = (), each: ChunkMap = in_place
) -> tuple[Story, ...]:
    """The stories in their order, each with its kind; those that have one keep it.

    A source's and a section's habits count besides the story's own marks; they
    are taken from all stories given here. Headlines must be as the source gave
    them: a label that is cut off says nothing. The order makes no difference.
    """
    if all(story.kind is not None for story in stories):
        return tuple(stories)
    known = {story.id: story for story in (*history, *stories)}
    asked = {story.id: story for story in (*stories, *_newest_of_each(known.values()))}
    chances = dict(zip(asked, each(_chances, tuple(asked.values())), strict=True))
    mixtures = KindMixtures(known, chances)
    return tuple(
        story if story.kind is not None else replace(story, kind=likeliest(mixtures.of(story)))
        for story in stories
    )


def _chances(stories: tuple[Story, ...]) -> tuple[Chances, ...]:
    return tuple(probabilities(evidence(story)) for story in stories)


def _newest_of_each(stories: Iterable[Story]) -> list[Story]:
    by_source: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        by_source[story.source].append(story)
    return [
        story
        for of_source in by_source.values()
        for story in sorted(of_source, key=_age)[:MOST_SOURCE_STORIES]
    ]


def _age(story: Story) -> tuple[float, str]:
    return -(story.published.timestamp() if story.published else 0.0), story.id


def section_of(story: Story) -> str:
    """Where its source puts a story: the section it names, else the first part of the address."""
    if story.section:
        return story.section.casefold()
    parts = [part for part in urlsplit(story.url or "").path.split("/") if part]
    named = [part for part in parts if not part.isdigit()]
    return named[0].casefold() if len(named) > 1 else ""


class KindMixtures:
    """The mixture of kinds of each source, and of each section of it."""

    def __init__(self, stories: Mapping[str, Story], chances: Mapping[str, Chances]) -> None:
        self._chances = chances
        self._sums: dict[Place, dict[Kind, float]] = {}
        self._counts: dict[Place, int] = defaultdict(int)
        for name in sorted(chances):
            for place in set(_places(stories[name])):
                self._counts[place] += 1
                total = self._sums.setdefault(place, dict.fromkeys(KINDS, 0.0))
                for kind in KINDS:
                    total[kind] += chances[name][kind]

    def of(self, story: Story) -> dict[Kind, float]:
        """The chances of a story's kinds, its own with what the others of its place are."""
        by_marks, usual = self._chances[story.id], shares()
        source, section = _places(story)
        of_source = self._mixed(source, by_marks, usual, USUAL_STORIES)
        of_section = self._mixed(section, by_marks, of_source, SOURCE_STORIES)
        return normal(
            {
                kind: by_marks[kind] * (of_section[kind] / usual[kind]) ** PRIOR_WEIGHT
                for kind in KINDS
            }
        )

    def _mixed(self, place: Place, by_marks: Chances, before: Chances, weight: float) -> Chances:
        """The mean of a place's other stories, with so many more of what was believed before."""
        others = self._counts[place] - 1
        total = self._sums[place]
        return {
            kind: math.fsum((max(0.0, total[kind] - by_marks[kind]), weight * before[kind]))
            / (others + weight)
            for kind in KINDS
        }


def _places(story: Story) -> tuple[Place, Place]:
    return (story.source, "\n"), (story.source, section_of(story))
