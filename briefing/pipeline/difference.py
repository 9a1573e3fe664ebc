"""Two editions of one day, and what differs: the lead, the stories told, how they are grouped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing.editing import shown
from briefing.editing.quoted import named
from briefing.models import Edition, Lead, StillRunning, Story, TopicBlock
from briefing.pipeline.replay import Day

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one edition of a day has and the other lacks; ids of stories.

    `parted` are pairs of stories that tell one event only in the first,
    `joined` those that do only in the second. `sentences` counts those that
    only the first quotes, and those that only the second does.
    """

    lead: bool
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    parted: tuple[Pair, ...]
    joined: tuple[Pair, ...]
    sentences: tuple[int, int]

    @property
    def is_none(self) -> bool:
        """True where the two editions tell the same in the same sentences."""
        lists = (self.only_first, self.only_second, self.parted, self.joined)
        return not (self.lead or any(lists) or any(self.sentences))


def difference(first: Day, second: Day) -> Difference:
    """What differs between two editions of one day."""
    one, two = _told(first.edition), _told(second.edition)
    together, also = _pairs(first), _pairs(second)
    said, also_said = set(shown(first.edition)), set(shown(second.edition))
    return Difference(
        lead=_lead(first.edition) != _lead(second.edition),
        only_first=_missing(one, two),
        only_second=_missing(two, one),
        parted=tuple(sorted(together - also)),
        joined=tuple(sorted(also - together)),
        sentences=(len(said - also_said), len(also_said - said)),
    )


def headlines(edition: Edition) -> tuple[str, ...]:
    """The headlines of the lead and the topics, in their order."""
    return tuple(block.title for block in edition.blocks if isinstance(block, Lead | TopicBlock))


def stories_of(days: Iterable[Day]) -> dict[str, Story]:
    """Every story of some days by its id."""
    return {story.id: story for day in days for topic in day.topics for story in topic.stories}


def _lead(edition: Edition) -> str:
    return next((block.story_id for block in edition.blocks if isinstance(block, Lead)), "")


def _told(edition: Edition) -> tuple[str, ...]:
    blocks = (block for block in edition.blocks if not isinstance(block, StillRunning))
    return tuple(dict.fromkeys(name for block in blocks for name in named(block)))


def _missing(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in set(others))


def _pairs(day: Day) -> set[Pair]:
    events = (event for topic in day.topics for event in topic.events)
    return {
        pair for event in events for pair in combinations(sorted(s.id for s in event.stories), 2)
    }
