"""Any language, and events across languages."""

from __future__ import annotations

import pytest

from briefing.grouping import group
from tests.grouping.stories import event_of
from tests.make import make_story
from tests.text.foreign import STORIES


@pytest.mark.parametrize("language", STORIES)
def test_two_stories_of_one_event_stand_together_in_any_language(language: str) -> None:
    stories = [
        make_story(text, id=f"s{n}", title=title, source=f"p{n}", language=language)
        for n, (title, text) in enumerate(STORIES[language])
    ]
    homes = event_of(group(stories))
    assert homes["s0"] == homes["s1"]


def test_names_and_numbers_join_an_event_across_languages_and_letters() -> None:
    told = (
        ("en", "Ferry Aldora sinks off Skarn, 212 rescued", "The ferry Aldora sank off Skarn."),
        ("de", "Fähre Aldora sinkt vor Skarn, 212 gerettet", "Die Fähre Aldora sank vor Skarn."),
        ("ru", "Паром Алдора затонул у Скарн, 212 спасены", "Паром Алдора затонул у Скарн."),
        ("de", "Mieten in Halden steigen um 7 Prozent", "Wer in Halden wohnt, zahlt bald mehr."),
    )
    stories = [
        make_story(text, id=f"s{n}", title=title, source=f"p{n}", language=language)
        for n, (language, title, text) in enumerate(told)
    ]
    homes = event_of(group(stories))
    assert homes["s0"] == homes["s1"] == homes["s2"]
    assert homes["s3"] != homes["s0"]


OTHERS = {
    "zh": "市议会周一晚间以十九票对十四票通过了八千四百万克朗的预算。学校支出明年增加。",
    "ja": "市議会は月曜日の夜、八千四百万クローネの予算を可決した。学校への支出は増える。",
    "ko": "시의회는 월요일 밤 8400만 크로네 예산을 통과시켰다. 학교 지출은 내년에 늘어난다.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_without_blanks_too_what_tells_the_same_stands_together(language: str) -> None:
    told = [
        make_story(text, id=f"{language}{n}", title=title, source=f"s{n}", language=language)
        for n, (title, text) in enumerate(STORIES[language])
    ]
    other = make_story(OTHERS[language], id="other", title="", source="s9", language=language)
    topics = group([*told, other])
    assert sorted(len(topic.stories) for topic in topics) == [1, 2]
