"""How much may still be quoted: the cap of `Budget.max_quote`, per outlet or per story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.condensing.space import numbered
from briefing.condensing.units import Unit
from briefing.models import Budget, Story, count_words

UNCAPPED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """`outlets[i]` is the number of story i's outlet, `left` the words each outlet has left.

    Where the cap is a share, each story counts as an outlet of its own.
    """

    outlets: tuple[int, ...]
    left: tuple[int, ...]

    def allows(self, unit: Unit) -> bool:
        """True where the unit alone keeps to what its outlet has left."""
        return unit.words <= self.left[self.outlets[unit.story]]

    def less(self, unit: Unit) -> Quota:
        """What is left once the unit is quoted."""
        left = list(self.left)
        left[self.outlets[unit.story]] -= unit.words
        return Quota(outlets=self.outlets, left=tuple(left))

    def groups(self, pool: Sequence[Unit]) -> tuple[tuple[tuple[int, ...], int], ...]:
        """The rows of `pool` that share an outlet, with the words it has left."""
        of = [self.outlets[unit.story] for unit in pool]
        return tuple(
            (tuple(row for row, outlet in enumerate(of) if outlet == number), left)
            for number, left in enumerate(self.left)
            if left < UNCAPPED and number in of
        )


def quota_of(stories: Sequence[Story], budget: Budget) -> Quota:
    """The quota of each outlet, less what is quoted of it already."""
    if budget.max_quote is None:
        return Quota(outlets=(0,) * len(stories), left=(UNCAPPED,))
    by_outlet = budget.max_quote >= 1
    numbers = numbered(story.outlet if by_outlet else story.id for story in stories)
    outlets = tuple(numbers[story.outlet if by_outlet else story.id] for story in stories)
    left = [0] * len(numbers)
    for story, number in zip(stories, outlets, strict=True):
        left[number] = cap_of(story, budget.max_quote)
    number_of = {story.id: number for story, number in zip(stories, outlets, strict=True)}
    for sentence in budget.exclude:
        if sentence.story_id in number_of:
            left[number_of[sentence.story_id]] -= count_words(sentence.text)
    for outlet, count in budget.quoted if by_outlet else ():
        if outlet in numbers:
            left[numbers[outlet]] -= count
    return Quota(outlets=outlets, left=tuple(left))


def cap_of(story: Story, max_quote: float) -> int:
    """The words that may be quoted: of the story's outlet, or of the story itself for a share."""
    return int(max_quote if max_quote >= 1 else max_quote * count_words(story.text))
