"""The laws of a summary, for every method."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.condensing import METHODS, condense, summarizer
from briefing.errors import InputError
from briefing.models import Budget, Story, Summary
from tests.make import make_story

WORDS = st.sampled_from(
    (
        "the bridge harbour council voted closed he But “the” police said. engineers 14 million",
        "repairs. Mayor Brandt “Never again,” she told. it U.S. troops Monday\n cracks piers?",
    )
).flatmap(lambda line: st.sampled_from(line.split(" ")))
TEXTS = st.lists(WORDS, min_size=0, max_size=120).map(" ".join)
FAST = ("briefing", "lead")


def stories_of(texts: list[str]) -> list[Story]:
    return [make_story(text, id=f"s{n}", title=text[:20]) for n, text in enumerate(texts)]


def check(summary: Summary, stories: list[Story], words: int) -> None:
    texts = {story.id: story.text for story in stories}
    for sentence in summary.sentences:
        assert texts[sentence.story_id][sentence.start : sentence.end] == sentence.text
    assert summary.words <= words or len(summary.sentences) == 1
    spans = [(s.story_id, s.start) for s in summary.sentences]
    assert len(set(spans)) == len(spans)
    for earlier, later in zip(summary.sentences, summary.sentences[1:], strict=False):
        assert earlier.story_id != later.story_id or earlier.end <= later.start


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(1, 160), st.sampled_from(FAST))
@settings(max_examples=150, deadline=None)
def test_a_summary_is_a_subset_in_reading_order(texts: list[str], words: int, method: str) -> None:
    stories = stories_of(texts)
    check(condense(stories, words=words, method=method), stories, words)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(METHODS))
@settings(max_examples=60, deadline=None)
def test_every_method_keeps_the_laws(texts: list[str], method: str) -> None:
    stories = stories_of(texts)
    check(condense(stories, words=40, method=method), stories, 40)


@given(TEXTS.filter(lambda text: "bridge" in text), st.integers(1, 80))
@settings(max_examples=80, deadline=None)
def test_a_story_with_a_sentence_has_a_summary(text: str, words: int) -> None:
    assert condense(stories_of([text]), words=words).sentences


@pytest.mark.parametrize("method", METHODS)
def test_no_stories_give_an_empty_summary(method: str) -> None:
    assert condense((), method=method).sentences == ()


@pytest.mark.parametrize("method", METHODS)
def test_what_is_excluded_is_not_chosen(method: str) -> None:
    text = "The harbour bridge was closed on Monday. Repairs will cost 14 million crowns in all."
    story = make_story(text)
    shown = condense([story], words=8, method=method).sentences
    budget = Budget(words=60, exclude=shown)
    rest = summarizer(method)([story], budget).sentences
    assert rest
    assert not set(rest) & set(shown)


@pytest.mark.parametrize("method", METHODS)
def test_a_derived_title_is_not_repeated(method: str) -> None:
    text = "The harbour bridge was closed on Monday. Repairs will cost 14 million crowns in all."
    story = make_story(text, title="The harbour bridge was closed on Monday.", title_derived=True)
    chosen = condense([story], method=method).sentences
    assert [s.text for s in chosen] == ["Repairs will cost 14 million crowns in all."]


def test_the_only_sentence_may_be_longer_than_the_budget() -> None:
    story = make_story("The harbour bridge was closed on Monday after engineers found new cracks.")
    assert condense([story], words=5).sentences[0].text == story.text


def test_an_unknown_method_is_named_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="lexrank"):
        summarizer("oracle")


def test_a_budget_below_one_is_refused() -> None:
    with pytest.raises(InputError, match="0 words"):
        condense([make_story()], words=0)
