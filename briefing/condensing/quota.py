"""How much may still be quoted: the cap of `Budget.max_quote`, per outlet or per story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.condensing.sentence_units import Unit
from briefing.condensing.sentence_vectors import numbered
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
    cap = budget.max_quote
    if cap is None:
        return Quota(outlets=(0,) * len(stories), left=(UNCAPPED,))
    names = [story.quoted_as(cap) for story in stories]
    numbers = numbered(names)
    caps = {name: story.quotable(cap) for name, story in zip(names, stories, strict=True)}
    spent = _spent(budget, {story.id: name for story, name in zip(stories, names, strict=True)})
    return Quota(
        outlets=tuple(numbers[name] for name in names),
        left=tuple(caps[name] - spent[name] for name in numbers),
    )


def _spent(budget: Budget, name_of: Mapping[str, str]) -> Counter[str]:
    """The words quoted already, by the name they count for."""
    spent = Counter(dict(budget.quoted))
    for sentence in budget.exclude:
        if sentence.story_id in name_of:
            spent[name_of[sentence.story_id]] += count_words(sentence.text)
    return spent
