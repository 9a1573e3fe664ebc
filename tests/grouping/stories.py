"""Stories for grouping tests: three events of two topics, and a stranger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefing.models import Story, Topic
from tests.make import make_story

BEGIN = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

STRIKE = (
    ("Nurses of Sael walk out over night shifts", "Nurses at the Sael hospital began a strike."),
    ("Strike of nurses empties wards in Sael", "The Sael hospital sent patients home at night."),
    (
        "Sael hospital: nurses' strike enters second day",
        "Night shifts are what nurses fight about.",
    ),
)
COMET = (
    ("Comet Ardent seen by eye over the Mirror Lakes", "Comet Ardent shines over the lakes."),
    ("Thousands watch comet Ardent at the Mirror Lakes", "By eye the comet Ardent can be seen."),
)
CHESS = (("Oona Prell wins chess title at nineteen", "Prell beat the champion in game twelve."),)


def made(texts: tuple[tuple[str, str], ...], prefix: str, day: int = 0) -> list[Story]:
    return [
        make_story(
            text,
            id=f"{prefix}{n}",
            title=title,
            published=BEGIN + timedelta(days=day, hours=n),
        )
        for n, (title, text) in enumerate(texts)
    ]


def all_stories() -> list[Story]:
    return [*made(STRIKE, "strike"), *made(COMET, "comet"), *made(CHESS, "chess")]


def event_of(topics: tuple[Topic, ...]) -> dict[str, str]:
    """Story id -> event id."""
    return {s.id: event.id for topic in topics for event in topic.events for s in event.stories}


def topic_of(topics: tuple[Topic, ...]) -> dict[str, str]:
    """Story id -> topic id."""
    return {story.id: topic.id for topic in topics for story in topic.stories}
