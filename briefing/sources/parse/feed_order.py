"""What the order of a document says: front pages stand by importance, most feeds by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.models import FeedPosition, Keyed

# Of fewer stories nobody can tell by what they are ordered: chosen, not measured.
FEWEST_STORIES = 5
# Of neighbours in a feed in order of time; late corrections move some: chosen, not measured.
TIME_ORDER_SHARE = 0.9


def with_positions(stories: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """The stories of one document, in its order, each with its place in it.

    A document in order of time, newest or oldest first, gives none: its first
    story is the latest, and no more important than the last.
    """
    if len(stories) < FEWEST_STORIES or _is_by_time(stories):
        return tuple(stories)
    return tuple(
        replace(
            keyed,
            story=replace(keyed.story, position=FeedPosition(number=number, count=len(stories))),
        )
        for number, keyed in enumerate(stories, 1)
    )


def _is_by_time(stories: Sequence[Keyed]) -> bool:
    dates = [keyed.story.published for keyed in stories if keyed.story.published]
    pairs = list(pairwise(dates))
    falling = sum(date >= after for date, after in pairs)
    rising = sum(date <= after for date, after in pairs)
    return bool(pairs) and max(falling, rising) >= TIME_ORDER_SHARE * len(pairs)
