"""Tomorrow's stories: what was published keeps its ids and its groups."""

from __future__ import annotations

from dataclasses import replace

from briefing.grouping import group
from briefing.models import Edit
from tests.grouping.stories import CHESS, COMET, STRIKE, all_stories, event_of, made, topic_of


def test_the_stories_fall_into_their_events() -> None:
    found = event_of(group(all_stories()))
    assert found["strike0"] == found["strike1"] == found["strike2"]
    assert found["comet0"] == found["comet1"]
    assert len(set(found.values())) == 3


def test_a_story_of_tomorrow_joins_and_only_it_is_shown() -> None:
    old = group(made(STRIKE[:2], "strike"))
    (topic,) = group(made(STRIKE[2:], "new", day=1), known=old)
    assert (topic.id, topic.events[0].id) == (old[0].id, old[0].events[0].id)
    assert [story.id for story in topic.stories] == ["new0"]
    assert topic.title == STRIKE[2][0]


def test_a_stranger_begins_a_topic_of_its_own() -> None:
    old = group(made(STRIKE, "strike"))
    (topic,) = group(made(CHESS, "chess", day=1), known=old)
    assert topic.id not in {one.id for one in old}


def test_topics_without_a_story_of_today_are_not_returned() -> None:
    assert group([], known=group(all_stories())) == ()


def test_known_topics_never_merge_however_alike() -> None:
    strike = made(STRIKE, "strike")
    one, other = group(strike[:1]), group(strike[1:2])
    found = topic_of(group(strike, known=(*one, *other)))
    assert found["strike0"] == one[0].id
    assert found["strike1"] == other[0].id


def test_known_events_never_split_however_unlike() -> None:
    (topic,) = group(made(STRIKE[:1], "strike"))
    event = replace(topic.events[0], stories=(*topic.stories, *made(CHESS, "chess")))
    known = replace(topic, events=(event,))
    found = event_of(group(all_stories(), known=(known,)))
    assert found["chess0"] == found["strike0"] == event.id


def test_ids_come_from_the_oldest_story_and_stay_when_an_older_one_turns_up() -> None:
    late = made(STRIKE[1:], "late", day=1)
    known = group(late)
    found = topic_of(group([*late, *made(STRIKE[:1], "early")], known=known))
    assert set(found.values()) == {known[0].id}


def test_an_edit_that_moves_a_story_does_not_merge_published_topics() -> None:
    strike, comet = group(made(STRIKE[:2], "strike")), group(made(COMET, "comet"))
    new = made(STRIKE[2:], "new", day=1)
    move = Edit(kind="together", story_ids=("new0", "comet0"))
    found = topic_of(group([*all_stories(), *new], known=(*strike, *comet), edits=(move,)))
    assert found["new0"] == found["comet0"] == comet[0].id
    assert found["strike0"] == strike[0].id


def test_a_story_taken_out_of_the_event_named_after_it_has_another_id() -> None:
    known = group(made(STRIKE, "strike"))
    apart = Edit(kind="apart", story_ids=("strike0",))
    topics = group(made(STRIKE, "strike"), known=known, edits=(apart,))
    found = topic_of(topics)
    assert found["strike1"] == found["strike2"] == known[0].id
    assert found["strike0"] != known[0].id
    ids = [event.id for topic in topics for event in topic.events]
    assert len(set(ids)) == len(ids)
