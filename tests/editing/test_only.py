"""What only one outlet reports: true of all that was read, or not said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.condensing import passages
from briefing.editing.exclusives import Elsewhere
from briefing.editing.novelty import KnownText
from briefing.models import Story
from briefing.text.sentences import sentences
from tests.editing import only_cases as cases
from tests.editing.words import NOW, a_story, a_topic, an_edition, an_event, block_of

COURIER = a_story("courier", " ".join(cases.FERRY_A_TEXT.split()), title=cases.FERRY_A_TITLE)
TALLOW = a_story("tallow", " ".join(cases.FERRY_C_TEXT.split()), title=cases.FERRY_C_TITLE)
# Tells nothing alone that could stand in a line of its own.
BRIEF = replace(
    TALLOW,
    text="The ferry Marit Lund reached the port of Tallow. Nobody was hurt. Police ask the crew.",
)
SHARED = "The ferry Marit Lund was stopped off the island of Selvoy on Sunday evening."
ISLAND = a_story(
    "island", f"{SHARED} {cases.ALONE[1]} The 212 passengers spent the night on board."
)
ELSEWHERE = Elsewhere(
    memory=KnownText.of(
        text
        for story in (COURIER, TALLOW)
        for text in (story.title, *(sentence.text for sentence in sentences(story)))
    ),
    outlets=("Courier", "Daily Tallow"),
)


def only(*stories: Story, **over: object) -> list[str]:
    """What the lead of an edition of one event says only one outlet reports."""
    edition = an_edition(a_topic(an_event(*stories)), layout={"lead_words": 24} | over)
    return [sentence.text for sentence in block_of(edition, "lead").only]


@pytest.mark.parametrize("text", cases.ALONE)
def test_what_nobody_else_tells_is_alone(text: str) -> None:
    assert ELSEWHERE.lacks(text)


@pytest.mark.parametrize("text", cases.SHARED)
def test_what_another_tells_in_any_words_is_not_alone(text: str) -> None:
    assert not ELSEWHERE.lacks(text)


def test_the_line_is_the_outlets_own_sentence() -> None:
    assert only(ISLAND, COURIER, BRIEF) == [cases.ALONE[1]]


def test_of_two_outlets_none_is_alone() -> None:
    assert only(ISLAND, COURIER) == []


@pytest.mark.parametrize("teaser", ["", "Passengers come home.", "They came home. All are well."])
def test_the_silence_of_a_teaser_says_nothing(teaser: str) -> None:
    short = replace(TALLOW, text=teaser)
    assert only(ISLAND, COURIER, short) == []


def test_two_stories_of_one_outlet_are_one_outlet() -> None:
    assert only(ISLAND, COURIER, replace(TALLOW, source=COURIER.source)) == []


def test_a_copy_of_a_text_is_no_further_outlet() -> None:
    copy = replace(COURIER, id="copy", source="copy-wire")
    assert only(ISLAND, COURIER, copy) == []


def told_elsewhere() -> Sequence[Story]:
    """A story that tells the fact too, by another outlet."""
    text = "A court paper says that two crew members hid the navigation computer in a raft."
    return (a_story("echo", f"{text} Nobody knows why. The raft is gone."),)


def test_what_another_event_of_the_topic_tells_is_not_alone() -> None:
    other = an_event(*told_elsewhere())
    edition = an_edition(
        a_topic(an_event(ISLAND, COURIER, TALLOW), other), layout={"lead_words": 24}
    )
    assert cases.ALONE[1] not in [sentence.text for sentence in block_of(edition, "lead").only]


def test_what_was_told_by_another_in_an_earlier_edition_is_not_alone() -> None:
    (echo,) = told_elsewhere()
    before = an_edition(a_topic(echo, name="t"), now=NOW.replace(day=23))
    topic = a_topic(an_event(ISLAND, COURIER, TALLOW, echo), name="t")
    edition = an_edition(topic, earlier=(before,), layout={"lead_words": 24})
    assert cases.ALONE[1] not in [sentence.text for sentence in block_of(edition, "lead").only]


def test_what_the_summary_shows_is_not_said_twice() -> None:
    assert only(ISLAND, COURIER, TALLOW, lead_words=300) == []


def test_the_outlet_that_alone_tells_most_has_the_word() -> None:
    assert only(COURIER, ISLAND, BRIEF) == [cases.ALONE[1]]


LEANING = (
    "They hid the navigation computer in a rubber raft under the lifeboats, says a court paper.",
    "However, two sailors threw the navigation computer, a laptop and a locked crate overboard.",
    "“Two sailors threw the navigation computer, a laptop and a locked crate overboard.”",
)


@pytest.mark.parametrize("text", LEANING)
def test_the_line_is_checked_as_summaries_are(text: str) -> None:
    """Nothing that leans on a sentence beside it, whatever method chooses."""
    story = replace(ISLAND, text=f"{SHARED} {text} The 212 passengers spent the night on board.")
    topic, layout = a_topic(an_event(story, COURIER, BRIEF)), {"lead_words": 24}
    free = an_edition(topic, layout=layout)
    checked = an_edition(topic, layout=layout, passages=passages)
    assert text in [sentence.text for sentence in block_of(free, "lead").only]
    assert text not in [sentence.text for sentence in block_of(checked, "lead").only]
