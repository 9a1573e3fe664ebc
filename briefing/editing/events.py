"""The events of a topic as an edition tells them: purified, the main one first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.editing.kind_groups import group_of, may_lead
from briefing.editing.morning import Morning
from briefing.editing.overtaken import overtaken
from briefing.editing.states import has_outcome
from briefing.models import Event, Story

# Stories of one event less alike than that are two events: it takes 13 to 10 % of sentences
# of another event out and splits no labelled event (docs/decisions.md).
LINK_LIKENESS = 0.12
# A day behind weighs as half an outlet, four days and more as two: yesterday's bombing gives way
# to today's answer, a quiet follow-up of this morning does not beat five outlets of last night.
DAY_BEHIND_OUTLETS = 0.5  # for each day behind: chosen, not measured
MOST_BEHIND_OUTLETS = 2.0  # at most, from four days: chosen, not measured


def purified(
    events: Sequence[Event], morning: Morning, together: Sequence[frozenset[str]] = ()
) -> tuple[Event, ...]:
    """Each event in its connected parts, the largest under the event's own id.

    Stories of two languages, and those the editor put `together`, stay linked.
    """
    return tuple(part for event in events for part in _parts(event, morning, together))


def _parts(event: Event, morning: Morning, together: Sequence[frozenset[str]]) -> Iterator[Event]:
    groups = _connected(event.stories, morning, together)
    groups.sort(key=lambda stories: (-len(stories), stories[0].id))
    for number, stories in enumerate(groups):
        name = event.id if number == 0 else f"{event.id}-{number + 1}"
        yield replace(event, id=name, stories=tuple(stories))


def _connected(
    stories: Sequence[Story], morning: Morning, together: Sequence[frozenset[str]]
) -> list[list[Story]]:
    """The connected parts, each in the order of the stories."""
    left, groups = list(stories), []
    while left:
        group = [left.pop(0)]
        for member in group:
            near = [story for story in left if _linked(member, story, morning, together)]
            group += near
            left = [story for story in left if story not in near]
        names = {story.id for story in group}
        groups.append([story for story in stories if story.id in names])
    return groups


def _linked(
    story: Story, other: Story, morning: Morning, together: Sequence[frozenset[str]]
) -> bool:
    both = {story.id, other.id}
    if story.language[:2] != other.language[:2] or any(both <= names for names in together):
        return True
    return morning.likeness(story.id, other.id) >= LINK_LIKENESS


def likeness_of(event: Event, other: Event, morning: Morning) -> float:
    """The cosine of the nearest stories of two events."""
    return max(
        morning.likeness(story.id, near.id) for story in event.stories for near in other.stories
    )


def main_event(events: Sequence[Event], originals: frozenset[str], language: str) -> Event:
    """The event a topic is told by: most outlets, news before the rest, then the newest.

    Stories that another of the topic has overtaken do not count; an event of videos and
    live pages alone tells a topic only where there is no other.
    """
    if len(events) == 1:
        return events[0]
    stories = [story for event in events for story in event.stories]
    current = frozenset(story.id for story in stories) - behind(stories)
    counted = current & originals
    newest = max(_seconds(event) for event in events)

    def key(event: Event) -> tuple[bool, bool, float, float, str]:
        fresh = [story for story in event.stories if story.id in current]
        strength = _strength(event, counted, language) - _age_charge(event, newest)
        return bool(fresh), may_lead(fresh), strength, _seconds(event), event.id

    return max(events, key=key)


def behind(stories: Sequence[Story]) -> frozenset[str]:
    """The ids of the stories that another of them has overtaken."""
    return frozenset(old.story_id for old in overtaken(stories))


def _strength(event: Event, originals: frozenset[str], language: str) -> float:
    stories = [story for story in event.stories if story.id in originals]
    outlets = {story.outlet for story in stories}
    news = [story for story in stories if group_of(story) == "news"]
    in_language = any(story.language[:2] == language[:2] for story in stories)
    value = len(outlets) + 0.5 * bool(news) + 0.2 * math.log2(1 + len(news))
    value += 0.3 * any(has_outcome(story.title) for story in stories)
    return round(value - 2.0 * (not in_language), 6)


def _age_charge(event: Event, newest: float) -> float:
    """What an event loses that is days behind the newest of its topic."""
    days = (newest - _seconds(event)) / 86_400 if _seconds(event) else 0.0
    return round(min(MOST_BEHIND_OUTLETS, DAY_BEHIND_OUTLETS * max(0.0, days)), 6)


def _seconds(event: Event) -> float:
    dates = [story.published.timestamp() for story in event.stories if story.published]
    return max(dates, default=0.0)
