"""No block quotes more of one outlet than `max_quote`, whatever it is made of."""

from __future__ import annotations

from collections import Counter

import pytest

from briefing.condensing import summarizer
from briefing.editing import Layout, compose
from briefing.editing.quoted import quoted
from briefing.models import Block, Edition, Mark, Story
from tests.editing.words import NOW, a_story, a_topic, an_event, block_of

PLACES = ("dam", "lock", "weir", "quay", "pier", "mole")


def long_story(place: str, outlet: str) -> Story:
    """Twelve sentences of their own, the third of them marked as why it matters."""
    lines = [
        f"The {' '.join(f'{place}{letter}{n}' for n in range(8))} was shown by {place.title()}."
        for letter in "abcdefghijkl"
    ]
    start = len(" ".join(lines[:2])) + 1
    mark = Mark(kind="why", start=start, end=start + len(lines[2]))
    return a_story(place, " ".join(lines), source=outlet, marks=(mark,))


def edition(max_quote: float | None) -> Edition:
    """An edition of one topic: three events, each told by the same two outlets."""
    events = [
        an_event(long_story(a, "Post"), long_story(b, "Echo"))
        for a, b in zip(PLACES[::2], PLACES[1::2], strict=True)
    ]
    layout = Layout(lead_words=240, max_quote=max_quote)
    return compose([a_topic(*events)], now=NOW, layout=layout, summarize=summarizer("lead"))


def words_by_outlet(block: Block, whole: Edition) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in quoted(block):
        counts[whole.reference(one.story_id).outlet] += len(one.text.split())
    return counts


@pytest.mark.parametrize("cap", [10, 30, 45, 90])
def test_a_number_of_words_holds_for_the_whole_block(cap: int) -> None:
    whole = edition(cap)
    for block in whole.blocks:
        assert max(words_by_outlet(block, whole).values(), default=0) <= cap


@pytest.mark.parametrize("cap", [0.1, 0.3])
def test_a_share_holds_for_the_whole_block(cap: float) -> None:
    whole = edition(cap)
    of_an_outlet = 3 * len(long_story("dam", "Post").text.split())
    for block in whole.blocks:
        assert max(words_by_outlet(block, whole).values(), default=0) <= cap * of_an_outlet


def test_without_a_cap_more_is_quoted() -> None:
    whole = edition(None)
    assert max(words_by_outlet(block_of(whole, "lead"), whole).values()) > 90


def test_a_capped_edition_takes_no_quotation_from_a_story_it_quotes() -> None:
    said = "“We will build this dam again, stone by stone,” said Mayor Ada Holm."
    fill = " ".join(f"Sentence {n} fills the whole of the lead with ten words." for n in range(30))
    topics = [a_topic(a_story("dam", f"{fill} {said}"))]
    free, capped = (
        compose(topics, now=NOW, layout=Layout(max_quote=cap), summarize=summarizer("lead"))
        for cap in (None, 90)
    )
    assert block_of(free, "quote") is not None
    assert block_of(capped, "quote") is None
