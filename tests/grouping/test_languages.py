"""Stories are grouped within their language: one event told in many is many events."""

from __future__ import annotations

import pytest

from briefing.grouping import group
from tests.make import make_story
from tests.text.foreign import STORIES


def test_one_event_in_many_languages_is_one_for_each() -> None:
    stories = [
        make_story(text, id=f"{language}-{n}", title=title, source=f"s{n}", language=language)
        for language, told in STORIES.items()
        for n, (title, text) in enumerate(told)
    ]
    topics = group(stories)
    for topic in topics:
        assert len({story.language for story in topic.stories}) == 1
    together = [event for topic in topics for event in topic.events if len(event.stories) == 2]
    assert sum(len(topic.stories) for topic in topics) == len(stories)
    assert len(together) >= 10  # of twelve languages


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
