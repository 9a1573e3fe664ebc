"""Why it matters: a sentence that says so, or nothing."""

from __future__ import annotations

import pytest

from briefing.condensing import passages
from briefing.editing.significance import says_why
from briefing.models import Mark, Story
from tests.counting import growth
from tests.editing import why_cases as cases
from tests.editing.words import a_story, a_topic, an_edition, block_of

SAYS = "The dam matters because half of the valley drinks from its lake."
OPENING = "The dam above Corrick broke on Monday after a week of rain."


def why(*stories: Story) -> list[str]:
    edition = an_edition(a_topic(*stories), passages=passages)
    return [sentence.text for sentence in block_of(edition, "lead").why]


def test_nearly_all_that_is_picked_says_so_and_most_that_says_so_is_picked() -> None:
    """Of sentences written before the rules; precision comes first."""
    picked = [text for text in cases.SAY_WHY if says_why(text)]
    wrong = [text for text in cases.DO_NOT if says_why(text)]
    assert wrong == []
    assert len(picked) >= 0.9 * len(cases.SAY_WHY)


@pytest.mark.parametrize("text", cases.AFTER_SAY_WHY)
def test_it_says_so(text: str) -> None:
    assert says_why(text)


@pytest.mark.parametrize("text", cases.AFTER_DO_NOT)
def test_it_only_looks_so(text: str) -> None:
    assert not says_why(text)


@pytest.mark.parametrize(("language", "text"), cases.OTHER_LANGUAGES)
def test_it_says_so_in_other_languages(language: str, text: str) -> None:
    assert says_why(text, language)
    assert not says_why(text, "zh")


def test_an_unlabelled_sentence_that_says_so_is_picked_and_stands_once() -> None:
    story = a_story("dam", f"{OPENING} Nobody in Corrick was hurt. {SAYS}")
    edition = an_edition(a_topic(story), passages=passages)
    lead = block_of(edition, "lead")
    assert [sentence.text for sentence in lead.why] == [SAYS]
    assert not set(lead.why) & set(lead.sentences)


def test_what_a_source_labels_comes_before_what_says_so() -> None:
    text = f"{OPENING} {SAYS} Half of the valley has no water."
    start = text.index("Half of the valley has")
    marked = a_story("dam", text, marks=(Mark(kind="why", start=start, end=len(text)),))
    assert why(marked) == ["Half of the valley has no water."]


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENING} Nobody in Corrick was hurt.",
        f"{SAYS} {OPENING}",  # an opening says what it is
        f"{OPENING} They are important because half of the valley drinks from the lake.",
        f"{OPENING} {SAYS} But the water board denied that.",
        f"{OPENING} “The dam matters because half of the valley drinks from it, and so on",
    ],
)
def test_else_there_is_nothing(text: str) -> None:
    assert why(a_story("dam", text)) == []


def test_this_means_the_news_under_its_label() -> None:
    text = f"{OPENING} This matters because half of the valley drinks from the lake."
    assert len(why(a_story("dam", text))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("part", ["the vote ", "is important ", "has ", "a ", "matters "])
def test_work_is_linear(part: str) -> None:
    assert growth(lambda count: says_why(part * count), 5_000) <= 15
