"""What stands above a story is told from the story."""

from __future__ import annotations

import pytest

from briefing.sources.parse.page_boilerplate import is_above, story_text


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Lopez",
        "By Ana Lopez and Jo Doe, The Wire",
        "BY ANA LOPEZ",
        "Monday, November 23, 2026",
        "Mon., Nov. 23, 2026",
        "23 November 2026 at 06:00",
        "23rd Nov 2026, 6:00 a.m. GMT",
        "2026-11-23T06:00:00Z",
        "23.11.2026",
        "Published 23 November 2026",
        "UPDATED: Tue., Nov. 24, 2026",
        "Updated at 1:23 p.m.",
        "5 min read",
        "Reading time: 3 minutes",
        "by Ana Lopez\nMonday, November 23, 2026",
    ],
)
def test_dates_and_bylines_above_a_story_go(line: str) -> None:
    assert is_above(line)
    assert story_text(f"{line}\n\nA bridge fell.\n\n{line}") == f"A bridge fell.\n\n{line}" or (
        story_text(f"{line}\n\nA bridge fell.\n\n{line}") == "A bridge fell."
    )


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the bridge had fallen.",
        "By Ana Lopez's count, forty were hurt.",
        "May 5 was the day the bridge fell",
        "November was cold.",
        "Published maps show the bridge. They are from 1920.",
        "Five minutes later the bridge fell.",
        "3 dead",
        "Share prices fell on Monday.",
        "2026 was a good year.",
        "Updated rules apply from Monday on.",
        "By a river",
    ],
)
def test_what_is_news_stays(line: str) -> None:
    assert not is_above(line)
    assert story_text(f"{line}\n\nA bridge fell.") == f"{line}\n\nA bridge fell."


def test_every_headline_of_the_page_goes_from_the_top_and_only_there() -> None:
    text = "Bridge falls\n\nBRIDGE  FALLS, NOBODY HURT\n\nIt fell.\n\nBridge falls"
    titles = ("Bridge falls", "Bridge falls, nobody hurt")
    assert story_text(text, titles=titles) == "It fell.\n\nBridge falls"
