"""A digest of single items: an event is a topic, and nothing else is merged."""

from __future__ import annotations

from typing import get_args

import pytest

from briefing.grouping import group
from briefing.models import Digest, Edit, Story
from tests.grouping.stories import all_stories, event_of, topic_of
from tests.make import make_story

STUDIES = (
    ("Moss slows frost in lake mud", "We froze lake mud with moss. Moss kept 12 cores soft."),
    ("Moss slows frost in river sand", "We froze river sand with moss. It kept 7 cores soft."),
    ("Lichen speeds frost in lake mud", "We froze lake mud with lichen. All 9 cores were hard."),
)


def papers() -> list[Story]:
    return [
        make_story(text, id=f"p{n}", title=title, source="Archive")
        for n, (title, text) in enumerate(STUDIES)
    ]


@pytest.mark.parametrize("digest", get_args(Digest))
def test_each_event_is_a_topic(digest: Digest) -> None:
    topics = group([*all_stories(), *papers()], digest=digest)
    assert all(len(topic.events) == 1 for topic in topics)
    homes = event_of(topics)
    assert (homes["strike0"] == homes["strike1"]) == (digest != "papers")


def test_papers_of_one_field_stay_apart() -> None:
    assert len(set(topic_of(group(papers(), digest="papers")).values())) == len(STUDIES)


def test_what_the_editor_puts_together_stays_together() -> None:
    move = Edit(kind="together", story_ids=("p0", "strike0"))
    homes = topic_of(group([*all_stories(), *papers()], digest="papers", edits=(move,)))
    assert homes["p0"] == homes["strike0"]


def test_a_paper_and_its_copy_are_one() -> None:
    copy = make_story(STUDIES[0][1], id="copy", title=STUDIES[0][0], source="Mirror")
    homes = event_of(group([*papers(), copy], digest="papers"))
    assert homes["copy"] == homes["p0"]
