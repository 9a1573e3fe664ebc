"""Other languages: budgets hold, the checks do not break, and who has no word lists gets lead."""

from __future__ import annotations

import pytest

from briefing.condensing import METHODS, condense, stand_alone
from briefing.models import Story, count_words
from briefing.text.languages import has_word_lists
from briefing.text.sentences import sentences
from tests.make import make_story
from tests.text.foreign import STORIES


def told(language: str) -> list[Story]:
    """Two stories of one event."""
    return [
        make_story(text, id=f"{language}{n}", title=title, source=f"s{n}", language=language)
        for n, (title, text) in enumerate(STORIES[language])
    ]


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("words", [25, 40, 60])
def test_budgets_hold(language: str, words: int) -> None:
    for stories in (told(language), told(language)[:1]):
        summary = condense(stories, words=words)
        assert 0.4 * words <= summary.words <= words
        texts = {story.id: story.text for story in stories}
        assert all(texts[s.story_id][s.start : s.end] == s.text for s in summary.sentences)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("language", STORIES)
def test_the_summary_says_which_method_chose(language: str, method: str) -> None:
    summary = condense(told(language), words=40, method=method)
    assert summary.method == (method if has_word_lists(language) else "lead")


@pytest.mark.parametrize("language", STORIES)
def test_whole_sentences_are_chosen(language: str) -> None:
    stories = told(language)
    whole = {one.text for story in stories for one in sentences(story)}
    assert {one.text for one in condense(stories, words=60).sentences} <= whole


@pytest.mark.parametrize("language", [code for code in STORIES if has_word_lists(code)])
def test_most_sentences_stand_alone_and_some_do_not(language: str) -> None:
    for story in told(language):
        every = sentences(story)
        assert 0.5 * len(every) <= len(stand_alone(story)) <= len(every)


# What points back, right after what it points at.
LEANING = {
    "de": "Sie soll am Montag vor dem Gericht in Lunde aussagen.",
    "fr": "Elle doit comparaître lundi devant le tribunal de Lunde.",
    "es": "Ella debe declarar el lunes ante el tribunal de Lunde.",
    "it": "Lei deve comparire lunedì davanti al tribunale di Lunde.",
    "pt": "Ela deve depor na segunda-feira no tribunal de Lunde.",
    "nl": "Zij moet maandag voor de rechtbank van Lunde verschijnen.",
    "ru": "Она должна в понедельник предстать перед судом в Лунде.",
    "ar": "هي ستمثل يوم الاثنين أمام المحكمة في مدينة لوندي الساحلية.",
}


@pytest.mark.parametrize(("language", "leaning"), LEANING.items())
def test_a_pronoun_does_not_stand_without_its_word(language: str, leaning: str) -> None:
    title, text = STORIES[language][0]
    first, second = (one.text for one in sentences(make_story(text, language=language))[:2])
    story = make_story(f"{first} {second} {leaning}", title=title, language=language)
    assert leaning not in [one.text for one in stand_alone(story)]
    chosen = [one.text for one in condense([story], words=40).sentences]
    assert leaning not in chosen or second in chosen


def test_the_only_sentence_of_a_long_chinese_story_is_bounded_by_its_words() -> None:
    _, text = STORIES["zh"][0]
    story = make_story(text, language="zh")
    assert count_words(text) > 60
    assert condense([story], words=20).words <= 20
