"""Stories are grouped within their language: one event told in many is many events."""

from __future__ import annotations

from briefing.grouping import group
from tests.make import make_story
from tests.text.foreign import STORIES


def test_one_event_in_many_languages_is_one_for_each() -> None:
    stories = [
        make_story(text, id=f"{language}-{n}", title=title, source=f"s{n}", language=language)
        for language, told in STORIES.items()
        for n, (title, text) in enumerate(told)
    ]
    topics = group(stories)
    for topic in topics:
        assert len({story.language for story in topic.stories}) == 1
    together = [event for topic in topics for event in topic.events if len(event.stories) == 2]
    assert sum(len(topic.stories) for topic in topics) == len(stories)
    assert len(together) >= 8  # of twelve languages
