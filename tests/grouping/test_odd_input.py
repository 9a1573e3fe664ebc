"""Whatever comes in: no crash, a partition, and the same under every hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from briefing.grouping import group
from tests.counting import growth
from tests.make import make_story

ODD = {
    "nothing": [],
    "one": [("A", "B")],
    "empty": [("", ""), ("", "")],
    "blank": [(" \n", "\t"), ("\u3000", "")],
    "stops": [("the of and", "is was"), ("of the", "")],
    "emoji": [("👩‍👩‍👧 🎉", "🎉"), ("🎉", "👩‍👩‍👧")],
    "surrogate": [("\ud800 x", "\udfff"), ("x", "x")],
    "controls": [("\x00\x1b[31m", "a\x00b"), ("a\x00b", "")],
    "right to left": [("אבג \u202edlrow", "שלום"), ("مرحبا", "سلام")],
    "long word": [("x" * 100_000, "y" * 100_000)] * 2,
    "digits": [("1 2 3", "4.5.6"), ("1,000,000", "²³")],
    "capitals": [("ALL CAPS HERE", "ALL CAPS HERE"), ("all caps here", "")],
    "same": [("Bridge falls in Aldmere", "A bridge fell in Aldmere.")] * 4,
}


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_stories_are_grouped(name: str) -> None:
    stories = [make_story(text, id=f"s{n}", title=t) for n, (t, text) in enumerate(ODD[name])]
    topics = group(stories)
    held = [story.id for topic in topics for story in topic.stories]
    assert sorted(held) == sorted(story.id for story in stories)


def test_the_same_told_four_times_is_one_event() -> None:
    stories = [make_story(text, id=f"s{n}", title=t) for n, (t, text) in enumerate(ODD["same"])]
    assert [len(topic.events) for topic in group(stories)] == [1]


def test_a_copy_is_one_event_whatever_language_it_is_said_to_be_in() -> None:
    stories = [make_story(id="a"), make_story(id="b", language="de")]
    assert len(group(stories)) == 1
    assert len(group([make_story(id="a"), make_story(id="b", language="en-GB")])) == 1


def test_of_a_huge_text_only_the_beginning_is_worked_on() -> None:
    def work(count: int) -> None:
        group([make_story("Word after word. " * count, id=f"s{n}") for n in range(3)])

    assert growth(work, 20_000) <= 1.5


SCRIPT = """
from briefing.grouping import explain, group, tags
from tests.grouping.stories import all_stories
from tests.counting import growth
for topic in group(all_stories()):
    print(topic.id, topic.keywords, tags(topic), explain(topic))
"""


def test_the_hash_seed_changes_nothing() -> None:
    outputs = set()
    for seed in ("0", "1", "77"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs != {b""}
