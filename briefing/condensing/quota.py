"""How much of one outlet may still be quoted: the cap of `Budget.max_quote`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.condensing.space import numbered
from briefing.condensing.units import Unit, count_words
from briefing.models import Budget, Story

UNCAPPED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """`outlets[i]` is the number of story i's outlet, `left` the words each outlet has left."""

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
    numbers = numbered(story.outlet for story in stories)
    outlets = tuple(numbers[story.outlet] for story in stories)
    caps = [_cap([s for s in stories if s.outlet == outlet], budget) for outlet in numbers]
    number_of = {story.id: number for story, number in zip(stories, outlets, strict=True)}
    for sentence in budget.exclude:
        if sentence.story_id in number_of:
            caps[number_of[sentence.story_id]] -= count_words(sentence.text)
    for outlet, count in budget.quoted if (budget.max_quote or 0) >= 1 else ():
        if outlet in numbers:
            caps[numbers[outlet]] -= count
    return Quota(outlets=outlets, left=tuple(caps))


def _cap(stories: Sequence[Story], budget: Budget) -> int:
    if budget.max_quote is None:
        return UNCAPPED
    if budget.max_quote >= 1:
        return int(budget.max_quote)
    return int(budget.max_quote * sum(count_words(story.text) for story in stories))
