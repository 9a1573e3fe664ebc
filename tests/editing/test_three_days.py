"""Three days with the real grouping and condensing: what develops, what goes on, what ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from briefing.condensing import summarizer
from briefing.editing import Layout, compose, edition_sentences
from briefing.editing.novelty import KnownText
from briefing.grouping import group
from briefing.models import Edition, Lead, StillRunning, Topic, TopicBlock
from tests.editing.days import FIRST, stories_of


@dataclass(frozen=True)
class Newsletter:
    """What was sent so far, and the topics of it."""

    editions: tuple[Edition, ...] = ()
    topics: tuple[tuple[Topic, ...], ...] = ()

    def next(self, method: str = "briefing") -> Newsletter:
        """One more day, sent."""
        day = len(self.editions)
        known = known_of(self.topics)
        topics = group(stories_of(day), known=known)
        edition = compose(
            topics,
            now=FIRST + timedelta(days=day),
            layout=Layout(newsletter="n"),
            earlier=self.editions,
            summarize=summarizer(method),
        )
        return Newsletter((*self.editions, edition), (*self.topics, topics))


def known_of(days: Sequence[Sequence[Topic]]) -> tuple[Topic, ...]:
    """Every topic of earlier days as it stood last."""
    latest = {topic.id: topic for topics in days for topic in topics}
    return tuple(latest.values())


@pytest.fixture(scope="module", params=["briefing", "lead"])
def days(request: pytest.FixtureRequest) -> tuple[Edition, ...]:
    """The editions of three days."""
    letter = Newsletter()
    for _ in range(3):
        letter = letter.next(request.param)
    return letter.editions


def blocks_by_place(edition: Edition) -> dict[str, Lead | TopicBlock]:
    """The blocks of topics by the place they are about, as their stories' ids say."""
    blocks = (block for block in edition.blocks if isinstance(block, Lead | TopicBlock))
    return {block.story_id.partition("-")[0]: block for block in blocks}


def texts(block: Lead | TopicBlock) -> str:
    sections = [
        sentence.text for part in getattr(block, "sections", ()) for sentence in part.sentences
    ]
    return " ".join([*(sentence.text for sentence in block.sentences), *sections])


def test_a_topic_keeps_its_id_and_counts_its_updates(days: tuple[Edition, ...]) -> None:
    blocks = [blocks_by_place(edition)["dam"] for edition in days]
    assert len({block.topic_id for block in blocks}) == 1
    assert blocks[0].developing is None
    for number, block in enumerate(blocks[1:], 1):
        assert block.developing is not None
        assert (block.developing.first, block.developing.update) == (date(2026, 11, 19), number)


def test_an_update_tells_what_is_new_and_repeats_nothing(days: tuple[Edition, ...]) -> None:
    assert "searched the offices" in texts(blocks_by_place(days[1])["dam"])
    assert "resigned on Saturday" in texts(blocks_by_place(days[2])["dam"])
    for number in (1, 2):
        before = KnownText.of(
            sentence.text for edition in days[:number] for sentence in edition_sentences(edition)
        )
        assert all(before.adds(sentence.text) for sentence in edition_sentences(days[number]))
    printed = [sentence.text for edition in days for sentence in edition_sentences(edition)]
    assert len(printed) == len(set(printed))


def test_a_story_told_once_without_news_has_ended(days: tuple[Edition, ...]) -> None:
    second = days[1]
    assert "pier" not in blocks_by_place(second)
    assert not any(isinstance(block, StillRunning) for block in second.blocks)
    reasons = {dropped.story_id: dropped.reason for dropped in second.ledger.dropped}
    assert reasons["pier-1-ledger"] == "adds nothing to earlier editions"


def test_a_new_topic_of_the_second_day_develops_on_the_third(days: tuple[Edition, ...]) -> None:
    second, third = blocks_by_place(days[1])["strike"], blocks_by_place(days[2])["strike"]
    assert second.developing is None
    assert second.topic_id == third.topic_id
    assert third.developing is not None
    assert (third.developing.first, third.developing.update) == (date(2026, 11, 20), 1)
    assert "back to work" in texts(third)
