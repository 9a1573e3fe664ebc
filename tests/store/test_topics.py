"""Topics of several editions as one: what ran for days is known with what it held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefing.models import Event, Keyed, Topic
from briefing.store import Store
from briefing.store.topic_table import MOST_STORIES_A_TOPIC, merged
from tests.make import NOW, make_edition, make_story


def an_event(name: str, *story_ids: str) -> Event:
    stories = tuple(make_story(id=story_id) for story_id in story_ids)
    return Event(id=name, title=name, stories=stories)


def ids(topic: Topic) -> dict[str, list[str]]:
    return {event.id: [story.id for story in event.stories] for event in topic.events}


def test_a_topic_keeps_the_stories_of_earlier_editions() -> None:
    new = Topic(id="t", title="new", events=(an_event("e1", "c"), an_event("e3", "d")))
    old = Topic(id="t", title="old", events=(an_event("e1", "a", "b"), an_event("e2", "x")))
    (topic,) = merged((new, old))
    assert topic.title == "new"
    assert ids(topic) == {"e1": ["c", "a", "b"], "e3": ["d"], "e2": ["x"]}


def test_a_story_stands_where_it_stood_last() -> None:
    new = (
        Topic(id="t", title="t", events=(an_event("e1", "a"),)),
        Topic(id="u", title="u", events=(an_event("e2", "b"),)),
    )
    old = Topic(id="t", title="t", events=(an_event("e1", "a", "b"),))
    assert [ids(topic) for topic in merged((*new, old))] == [{"e1": ["a"]}, {"e2": ["b"]}]


def test_a_topic_all_of_whose_stories_went_elsewhere_is_gone() -> None:
    new = Topic(id="u", title="u", events=(an_event("e2", "a"),))
    old = Topic(id="t", title="t", events=(an_event("e1", "a"),))
    assert merged((new, old)) == (new,)


def test_of_a_long_running_topic_not_every_story_is_kept() -> None:
    days = [
        Topic(id="t", title="t", events=(an_event(f"e{day}", f"{day}a", f"{day}b"),))
        for day in range(30)
    ]
    (topic,) = merged(days)
    assert MOST_STORIES_A_TOPIC <= len(topic.stories) <= MOST_STORIES_A_TOPIC + 2
    assert merged(days[:3])[0] == replace(
        days[0], events=(*days[0].events, *days[1].events, *days[2].events)
    )


def test_topics_asked_for_by_id_are_as_they_stand_among_all(store: Store) -> None:
    first = (
        Topic(id="t", title="t", events=(an_event("e1", "a", "b"), an_event("e2", "c"))),
        Topic(id="u", title="u", events=(an_event("e3", "d"),)),
    )
    later = (
        Topic(id="v", title="v", events=(an_event("e4", "a"),)),
        Topic(id="t", title="t again", events=(an_event("e5", "e"),)),
    )
    for name in "abcde":
        keyed = Keyed(story=make_story(id=name), keys=(name,), origin_sha256="0" * 64)
        store.stories.add([keyed], seen_at=NOW)
    for name in ("n-1", "n-2"):
        store.editions.save(replace(make_edition(), id=name), at=NOW)
    store.topics.save(first, edition_id="n-1", at=NOW)
    store.topics.save(later, edition_id="n-2", at=NOW + timedelta(days=1))
    every = {topic.id: topic for topic in store.topics.known(NOW)}
    assert ids(every["t"]) == {"e5": ["e"], "e1": ["b"], "e2": ["c"]}
    for name, topic in every.items():
        assert store.topics.known(NOW, ids={name}) == (topic,)
    assert store.topics.known(NOW, ids=()) == ()
