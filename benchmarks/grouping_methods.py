"""Our own grouping as methods to measure: each gives every story a group, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from briefing.grouping import group
from briefing.models import Story

Method = Callable[[Sequence[Story]], list[Hashable]]


def events(stories: Sequence[Story]) -> list[Hashable]:
    """Ours, at the level of events, with its defaults."""
    return _labels(stories, level="event")


def topics(stories: Sequence[Story]) -> list[Hashable]:
    """Ours, at the level of topics, with its defaults."""
    return _labels(stories, level="topic")


def _labels(stories: Sequence[Story], *, level: str) -> list[Hashable]:
    of: dict[str, str] = {}
    for topic in group(stories):
        for event in topic.events:
            name = event.id if level == "event" else topic.id
            of |= dict.fromkeys((story.id for story in event.stories), name)
    return [of[story.id] for story in stories]
