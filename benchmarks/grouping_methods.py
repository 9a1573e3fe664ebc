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


def topics_without_guard(stories: Sequence[Story]) -> list[Hashable]:
    """Ours, at the level of topics, by likeness alone."""
    return _labels(stories, level="topic", guard=False)


def _labels(stories: Sequence[Story], *, level: str, guard: bool = True) -> list[Hashable]:
    of: dict[str, str] = {}
    for topic in group(stories, name_guard=guard):
        for event in topic.events:
            name = event.id if level == "event" else topic.id
            of |= dict.fromkeys((story.id for story in event.stories), name)
    return [of[story.id] for story in stories]
