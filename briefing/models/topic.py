"""What belongs together: events (the same happening) and topics (one subject)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from briefing.models.notebook import table
from briefing.models.plain import Plain
from briefing.models.story import Story

# A newsletter of single items instead of running stories: nothing is merged but one event.
Digest = Literal["papers", "releases", "news"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why two units stand together: the terms they share and a score.

    `kind` is `event` (stories joined into one event), `topic` (events joined
    into one topic), `nearest` (the closest that was left out) or `edit` (the
    editor said so). `left` and `right` are ids of stories or events; `score`
    is rounded to six digits.
    """

    kind: str
    left: str
    right: str
    score: float
    terms: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Stories that tell the same thing. The title is one member's headline."""

    id: str
    title: str
    stories: tuple[Story, ...]
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Plain):
    """Events that belong together: one block of an edition."""

    id: str
    title: str
    events: tuple[Event, ...]
    keywords: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories of all events, in the order of the events."""
        return tuple(story for event in self.events for story in event.stories)

    def _repr_html_(self) -> str:
        """The stories by event, as a notebook shows them."""
        rows = [
            (event.title, one.outlet, one.title) for event in self.events for one in event.stories
        ]
        return table(self.title, ("event", "outlet", "story"), rows)


def with_stories(topics: Iterable[Topic], stories: Iterable[Story]) -> tuple[Topic, ...]:
    """The topics with these stories in the place of those of the same ids."""
    by_id = {story.id: story for story in stories}

    def renewed(event: Event) -> Event:
        return replace(event, stories=tuple(by_id.get(one.id, one) for one in event.stories))

    return tuple(replace(topic, events=tuple(map(renewed, topic.events))) for topic in topics)
