"""Ours in sumy's shape: its documents in, its sentences out; LexRank ranks as sumy's own does."""

from __future__ import annotations

import math
import warnings
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers import AbstractSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer as Theirs

from benchmarks.lexrank import OWN, Words, document, made, parity, ranking, texts_of
from briefing.condensing import condense
from briefing.condensing.sumy_adapter import BriefingSummarizer, LexRankSummarizer
from briefing.text.sentences import split
from tests.condensing.news import BUDGET, FERRY
from tests.make import make_story
from tests.text.foreign import STORIES

OURS = (BriefingSummarizer, LexRankSummarizer)


def of(text: str, title: str = "", language: str = "en") -> ObjectDocumentModel:
    """A document of one paragraph, with its headline."""
    heading = [Sentence(title, Words(), is_heading=True)] if title else []
    cut = [Sentence(text[a:b], Words()) for a, b in split(text, language)]
    return ObjectDocumentModel([Paragraph([*heading, *cut])])


def texts(sentences: Any) -> list[str]:
    return [str(sentence) for sentence in sentences]


def test_lexrank_ranks_every_own_story_as_sumy_does() -> None:
    found = parity(texts_of(OWN, 60))
    assert found.same == found.stories == 36
    assert found.largest_difference < 1e-12


WORD = st.sampled_from(("bridge", "harbour", "Harbour", "council", "the", "14", "closed", "mayor"))
TEXTS = st.lists(st.lists(WORD, max_size=9).map(" ".join), max_size=12)


@given(TEXTS)
@settings(max_examples=150)
def test_lexrank_ranks_any_document_as_sumy_does(sentences: list[str]) -> None:
    for stems in (False, True):
        with warnings.catch_warnings():  # sumy divides by zero where no two sentences are linked
            warnings.simplefilter("ignore", RuntimeWarning)
            theirs = ranking(made(Theirs, stems=stems), document(sentences))
        assume(not any(math.isnan(rating) for _, rating in theirs))
        ours = ranking(made(LexRankSummarizer, stems=stems), document(sentences))
        assert [place for place, _ in ours] == [place for place, _ in theirs]


@pytest.mark.parametrize("kind", OURS)
@pytest.mark.parametrize("count", [0, 1, 3, 50, "2", "40%", "100%"])
def test_so_many_sentences_come_in_the_order_of_the_document(kind: Any, count: Any) -> None:
    given_document = of(FERRY, "Ferry runs aground")
    every = texts(given_document.sentences)
    chosen = texts(kind()(given_document, count))
    most = {"2": 2, "40%": 2, "100%": 7}.get(count, count)
    assert len(chosen) == min(int(most), len(every))
    assert chosen == [one for one in every if one in chosen]


@pytest.mark.parametrize("kind", OURS)
def test_a_callable_gets_all_of_them_best_first(kind: Any) -> None:
    seen: list[Any] = []

    def two(infos: Any) -> Any:
        seen.extend(infos)
        return infos[:2]

    given_document = of(FERRY)
    chosen = kind()(given_document, two)
    assert sorted(info.order for info in seen) == list(range(len(given_document.sentences)))
    assert {id(one) for one in chosen} == {id(info.sentence) for info in seen[:2]}


@pytest.mark.parametrize("kind", OURS)
def test_it_is_a_sumy_summarizer(kind: Any) -> None:
    assert issubclass(kind, AbstractSummarizer)
    assert kind()(ObjectDocumentModel([]), 3) == ()
    assert kind(Stemmer("english"))(of(BUDGET), 1)
    with pytest.raises(TypeError):
        kind("no stemmer")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_ours_chooses_what_condensing_chooses(count: int) -> None:
    story = make_story(FERRY, title="Ferry runs aground off Harwick")
    budgets = range(15, 120)
    sets = [[s.text for s in condense([story], words=words).sentences] for words in budgets]
    chosen = texts(BriefingSummarizer()(of(FERRY, story.title), count))
    assert chosen in sets


def test_equal_sentences_are_not_both_chosen() -> None:
    text = f"{FERRY} {FERRY}"
    chosen = texts(BriefingSummarizer()(of(text), 4))
    assert len(set(chosen)) == 4


@pytest.mark.parametrize(("language", "name"), [("de", "german"), ("zh", "zh"), ("ru", "russian")])
def test_languages_by_code_or_by_name(language: str, name: str) -> None:
    title, text = STORIES[language][0]
    given_document = of(text, title, language)
    by_code = BriefingSummarizer(language=language)(given_document, 3)
    assert len(by_code) == 3
    assert texts(by_code) == texts(BriefingSummarizer(language=name)(given_document, 3))


@given(TEXTS, st.integers(0, 6))
@settings(max_examples=80)
def test_any_document_gives_so_many_of_its_own_sentences(sentences: list[str], count: int) -> None:
    given_document = document(sentences)
    chosen = BriefingSummarizer()(given_document, count)
    assert len(chosen) == min(count, len(sentences))
    own = {id(sentence) for sentence in given_document.sentences}
    assert {id(sentence) for sentence in chosen} <= own
    assert len({id(sentence) for sentence in chosen}) == len(chosen)
