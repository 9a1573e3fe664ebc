"""What holds for every input: a partition, the same for every order of the stories."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.grouping import group
from briefing.models import Story, Topic
from tests.make import make_story

VOCABULARY = """
    Karsia Norvenia bridge closed Halden ferry Skarn troops court vote 212 the of . on Monday
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=40)


@st.composite
def batches(draw: st.DrawFn) -> list[Story]:
    texts = draw(st.lists(st.tuples(TEXTS, TEXTS), max_size=8))
    languages = draw(st.lists(st.sampled_from(["en", "de", "ja"]), min_size=8, max_size=8))
    return [
        make_story(text, id=f"s{n}", title=title, language=languages[n])
        for n, (title, text) in enumerate(texts)
    ]


def members(topics: tuple[Topic, ...]) -> list[str]:
    return sorted(story.id for topic in topics for event in topic.events for story in event.stories)


@given(batches())
@settings(max_examples=60, deadline=None)
def test_a_partition(stories: list[Story]) -> None:
    topics = group(stories)
    assert members(topics) == sorted(story.id for story in stories)
    ids = [topic.id for topic in topics] + [e.id for topic in topics for e in topic.events]
    assert len(set(ids)) == len(ids)


@given(batches(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter(stories: list[Story], random: object) -> None:
    shuffled = list(stories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(shuffled) == group(stories)


@given(batches())
@settings(max_examples=30, deadline=None)
def test_a_story_given_twice_is_there_once(stories: list[Story]) -> None:
    assert group([*stories, *stories]) == group(stories)


@given(batches())
@settings(max_examples=30, deadline=None)
def test_what_is_known_keeps_its_ids(stories: list[Story]) -> None:
    old = group(stories[::2])
    new = places(group(stories, known=old))
    for topic in old:
        for event in topic.events:
            assert {new[story.id] for story in event.stories} == {(topic.id, event.id)}


def places(topics: tuple[Topic, ...]) -> dict[str, tuple[str, str]]:
    """Story id -> the ids of its topic and event."""
    return {
        story.id: (topic.id, event.id)
        for topic in topics
        for event in topic.events
        for story in event.stories
    }
