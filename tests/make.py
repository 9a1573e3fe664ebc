"""Builders for tests: a story, a topic, an edition, with sensible values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from briefing.models import Edition, Event, Masthead, Reference, Story, Topic

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def make_story(text: str = "A bridge fell. Nobody was hurt.", **over: Any) -> Story:
    """A story with every required field filled in."""
    values: dict[str, Any] = {"id": "s1", "title": "Bridge falls", "text": text, "source": "wire"}
    return Story(**(values | over))


def make_topic(*stories: Story, **over: Any) -> Topic:
    """A topic of one event that holds the given stories."""
    members = stories or (make_story(),)
    event = Event(id=f"e-{members[0].id}", title=members[0].title, stories=members)
    values: dict[str, Any] = {"id": f"t-{members[0].id}", "title": event.title, "events": (event,)}
    return Topic(**(values | over))


def make_reference(**over: Any) -> Reference:
    """A story as an edition names it."""
    values: dict[str, Any] = {
        "story_id": "told",
        "title": "Bridge falls",
        "outlet": "Wire",
        "source": "wire",
        "text_sha256": "0" * 64,
    }
    return Reference(**(values | over))


def make_edition(**over: Any) -> Edition:
    """An edition with a masthead and nothing else."""
    values: dict[str, Any] = {
        "id": "n-1",
        "newsletter": "n",
        "title": "The Daily",
        "date": NOW.date(),
        "created": NOW,
        "subject": "Bridge falls",
        "preheader": "And more",
        "language": "en",
        "blocks": (Masthead(title="The Daily", date=NOW.date(), minutes=1),),
    }
    return Edition(**(values | over))
