"""A digest: nothing leads, and each item is a line that says what came out, with its number."""

from __future__ import annotations

import pytest

from briefing.condensing import passages
from briefing.editing import Layout, compose
from briefing.models import Digest, Edit, Edition, Story, TopicBlock
from tests.editing.words import NOW, a_story, a_topic, an_event

PAPER = (
    "Search engines keep large indexes in memory. We study how far one can be packed. "
    "On three collections our packing reduces memory by 38 percent at the same speed."
)
TRIAL = (
    "Whether insects count is an old question. The results show that trained bees count. "
    "Of 200 bees, 161 chose the fourth landmark."
)
PLAIN = "Bridges age in every town. A list of those in Tarva is kept at the town hall."


def digest(kind: Digest, *stories: Story, edits: tuple[Edit, ...] = ()) -> Edition:
    topics = [a_topic(story) for story in stories]
    layout = Layout(digest=kind)
    return compose(topics, now=NOW, layout=layout, edits=edits, passages=passages)


def lines(edition: Edition) -> list[TopicBlock]:
    return [block for block in edition.blocks if isinstance(block, TopicBlock)]


def said(kind: Digest, text: str) -> list[str]:
    (line,) = lines(digest(kind, a_story("bees", text, title="What bees and engines keep")))
    return [sentence.text for sentence in line.sentences]


def test_nothing_leads_and_every_item_is_a_line() -> None:
    edition = digest("papers", a_story("index", PAPER), a_story("bees", TRIAL))
    assert len(lines(edition)) == 2
    assert all(line.line and not line.related and not line.tags for line in lines(edition))
    assert not any(block.kind == "lead" for block in edition.blocks)


def test_a_paper_gives_its_result_with_its_number() -> None:
    assert said("papers", PAPER) == [
        "On three collections our packing reduces memory by 38 percent at the same speed."
    ]


def test_a_result_without_a_number_takes_the_sentence_that_has_it() -> None:
    assert said("papers", TRIAL) == [
        "The results show that trained bees count.",
        "Of 200 bees, 161 chose the fourth landmark.",
    ]


def test_what_says_no_result_opens_as_elsewhere() -> None:
    assert said("papers", PLAIN) == ["Bridges age in every town."]


@pytest.mark.parametrize("kind", ["releases", "news"])
def test_a_sources_we_is_not_repeated_outside_of_papers(kind: Digest) -> None:
    assert not any("our packing" in text for text in said(kind, PAPER))


def test_a_year_is_no_number_of_a_result() -> None:
    text = "The results show that trained bees count. The work began in 2019 in Tarva."
    assert said("papers", text) == ["The results show that trained bees count."]


def test_stories_of_one_event_are_one_line() -> None:
    event = an_event(a_story("bees", TRIAL), a_story("twin", TRIAL, title="Bees can count"))
    layout = Layout(digest="papers")
    edition = compose([a_topic(event)], now=NOW, layout=layout, passages=passages)
    (line,) = lines(edition)
    assert line.outlets == tuple(story.outlet for story in event.stories)


def test_the_editors_headline_and_swap_hold_in_a_line() -> None:
    start = TRIAL.index("Whether")
    end = TRIAL.index(".") + 1
    edits = (
        Edit(kind="retitle", story_ids=("bees",), value="Bees at school"),
        Edit(kind="swap", story_ids=("bees",), value=f"{start}:{end}"),
    )
    (line,) = lines(digest("papers", a_story("bees", TRIAL), edits=edits))
    assert (line.title, line.retitled) == ("Bees at school", True)
    assert "Whether insects count is an old question." in [s.text for s in line.sentences]
