"""What a method gets to choose from: the units of all stories, and those that are free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.condensing.quota import Quota, quota_of
from briefing.condensing.sentence_units import Unit, units
from briefing.models import Budget, Sentence, Story
from briefing.text.terms import words

# All units of all stories: cosines grow with the square of it; chosen, not measured.
_MOST_UNITS = 900
# Of each story, however many there are; chosen, not measured.
_FEWEST_UNITS = 4
# Of more only the first are read: bounds the time; chosen, not measured.
_MOST_STORIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Stories, their units, and the units that may be chosen.

    `free` lacks what the budget excludes, what a derived title shows
    already, and every later unit of the same words.
    """

    stories: tuple[Story, ...]
    budget: Budget
    every: tuple[Unit, ...]
    free: tuple[Unit, ...]
    quota: Quota

    @property
    def alone(self) -> bool:
        """True where there is one story only."""
        return len(self.stories) == 1

    @property
    def language(self) -> str:
        """The language of the first story; stories are grouped within theirs."""
        return self.stories[0].language if self.stories else "en"


def gather(stories: Sequence[Story], budget: Budget) -> Material:
    """The material of a summary. Of very many or very long stories only the first part counts."""
    considered = tuple(stories[:_MOST_STORIES])
    each = max(_FEWEST_UNITS, _MOST_UNITS // max(1, len(considered)))
    by_story = [units(story, number, most=each) for number, story in enumerate(considered)]
    every = tuple(unit for of_story in by_story for unit in of_story)
    return Material(
        stories=considered,
        budget=budget,
        every=every,
        free=tuple(_free(every, considered, budget)),
        quota=quota_of(stories, budget),
    )


def _free(every: Sequence[Unit], stories: Sequence[Story], budget: Budget) -> Iterator[Unit]:
    printed = [(s.story_id, s.start, s.end, s.text) for s in (*budget.exclude, *budget.known)]
    printed += [title for story in stories if (title := _derived_title(story, every))]
    seen = {_key(text) for *_, text in printed}
    for unit in every:
        key = _key(unit.text)
        if key not in seen and not any(_overlaps(unit.sentence, *span[:3]) for span in printed):
            seen.add(key)
            yield unit


def _key(text: str) -> tuple[str, ...]:
    """Two texts of one key say the same in the same words; a text without words is its own."""
    return tuple(words(text)) or (text,)


def _derived_title(story: Story, every: Sequence[Unit]) -> tuple[str, int, int, str] | None:
    """Where a derived title stands in its story: it is the first sentence."""
    if not story.title_derived:
        return None
    start = story.text.find(story.title) if story.title else -1
    if start >= 0:
        return story.id, start, start + len(story.title), story.title
    first = next((unit.sentence for unit in every if unit.sentence.story_id == story.id), None)
    return (story.id, first.start, first.end, first.text) if first else None


def _overlaps(sentence: Sentence, story_id: str, start: int, end: int) -> bool:
    return sentence.story_id == story_id and sentence.start < end and start < sentence.end
