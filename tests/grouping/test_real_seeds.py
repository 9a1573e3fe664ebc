"""Two real documents, kept outside the project: which of their stories belong together."""

from __future__ import annotations

import pytest

from briefing.grouping import group
from briefing.models import Story, Topic
from briefing.sources import FolderSource
from tests.sources.test_real_seeds import REAL

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(),
    reason="the real documents are not here (BRIEFING_REAL_SEEDS names their folder)",
)


@pytest.fixture(scope="module")
def stories() -> tuple[Story, ...]:
    return tuple(keyed.story for keyed in FolderSource("real", REAL).read(None).stories)


@pytest.fixture(scope="module")
def topics(stories: tuple[Story, ...]) -> tuple[Topic, ...]:
    return group(stories)


def places(stories: tuple[Story, ...], held: tuple[Story, ...]) -> set[int]:
    return {stories.index(story) for story in held}


def test_three_events(stories: tuple[Story, ...], topics: tuple[Topic, ...]) -> None:
    events = [places(stories, event.stories) for topic in topics for event in topic.events]
    assert sorted(events, key=min) == [{0, 1, 6}, {2, 3, 4, 5}, {7}]


def test_roads_and_troops_are_one_topic(
    stories: tuple[Story, ...], topics: tuple[Topic, ...]
) -> None:
    assert [places(stories, topic.stories) for topic in topics] == [{0, 1, 2, 3, 4, 5, 6}, {7}]


@pytest.mark.parametrize("options", [{"event_threshold": 0.15}, {"event_threshold": 0.5}])
def test_the_events_do_not_hang_by_a_thread(
    stories: tuple[Story, ...], topics: tuple[Topic, ...], options: dict[str, float]
) -> None:
    assert [t.id for t in group(stories, **options)] == [t.id for t in topics]
