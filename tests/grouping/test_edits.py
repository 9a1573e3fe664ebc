"""The editor's together and apart: they win over likeness, and the last one wins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.grouping import group
from briefing.models import Edit
from tests.grouping.stories import all_stories, event_of, topic_of


def edit(kind: str, *names: str, value: str = "") -> Edit:
    return Edit(kind=kind, story_ids=names, value=value)  # type: ignore[arg-type]


def test_together_is_one_topic_of_two_events() -> None:
    topics = group(all_stories(), edits=(edit("together", "chess0", "comet0"),))
    assert topic_of(topics)["chess0"] == topic_of(topics)["comet1"]
    assert event_of(topics)["chess0"] != event_of(topics)["comet0"]
    reasons = [reason for topic in topics for reason in topic.reasons if reason.kind == "edit"]
    assert [(reason.left, reason.right) for reason in reasons] == [("chess0", "comet0")]


def test_together_as_one_event() -> None:
    topics = group(all_stories(), edits=(edit("together", "chess0", "comet0", value="event"),))
    assert event_of(topics)["chess0"] == event_of(topics)["comet0"]


def test_apart_is_two_topics() -> None:
    found = topic_of(group(all_stories(), edits=(edit("apart", "comet0", "comet1"),)))
    assert found["comet0"] != found["comet1"]


def test_apart_as_events_may_stay_one_topic() -> None:
    found = event_of(
        group(all_stories(), edits=(edit("apart", "comet0", "comet1", value="event"),))
    )
    assert found["comet0"] != found["comet1"]


def test_apart_with_one_story_leaves_it_alone() -> None:
    topics = group(all_stories(), edits=(edit("apart", "strike1"),))
    assert [len(t.stories) for t in topics if "strike1" in {s.id for s in t.stories}] == [1]
    assert topic_of(topics)["strike0"] == topic_of(topics)["strike2"]


def test_the_last_one_wins() -> None:
    first, last = edit("together", "chess0", "comet0"), edit("apart", "chess0", "comet0")
    found = topic_of(group(all_stories(), edits=(last, first)))
    assert found["chess0"] == found["comet0"]
    found = topic_of(group(all_stories(), edits=(first, last)))
    assert found["chess0"] != found["comet0"]


def test_edits_win_over_known_units() -> None:
    known = group(all_stories())
    found = topic_of(group(all_stories(), known=known, edits=(edit("apart", "comet0", "comet1"),)))
    assert found["comet0"] != found["comet1"]
    found = topic_of(
        group(all_stories(), known=known, edits=(edit("together", "comet0", "strike0"),))
    )
    assert found["comet0"] == found["strike0"] == found["comet1"] == found["strike2"]


def test_edits_win_over_language() -> None:
    stories = [replace(s, language="de") if s.id == "chess0" else s for s in all_stories()]
    found = topic_of(group(stories, edits=(edit("together", "comet0", "chess0"),)))
    assert found["chess0"] == found["comet0"]


@pytest.mark.parametrize("kind", ["pin", "drop", "note"])
def test_other_decisions_and_unknown_stories_change_nothing(kind: str) -> None:
    edits = (edit(kind, "comet0", "chess0"), edit("together", "gone", "comet0"))
    assert topic_of(group(all_stories(), edits=edits)) == topic_of(group(all_stories()))
