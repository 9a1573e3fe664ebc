"""What another story of the same morning has overtaken is named, and by which one."""

from __future__ import annotations

from datetime import timedelta

from briefing.editing.overtaken import LIVE_LASTS, SLACK, overtaken
from briefing.models import Story
from tests.editing.words import NOW, a_story

EIGHT = NOW + timedelta(hours=2)
SECOND = timedelta(seconds=1)


def ferry(name: str, killed: int, **over: object) -> Story:
    """A story of the same sunken ferry that knows of so many killed."""
    return a_story(
        name,
        f"The ferry went down off Merrow. At least {killed} people were killed.",
        **{"title": f"{killed} killed as ferry sinks off Merrow", "published": EIGHT, **over},
    )


def by(*stories: Story) -> dict[str, str]:
    """Overtaken story -> the one that overtook it."""
    return {one.story_id: one.by for one in overtaken(stories)}


def test_of_numbers_that_grow_the_last_stands() -> None:
    early, late = ferry("early", 12), ferry("late", 40, published=EIGHT + timedelta(hours=3))
    assert by(early, late) == by(late, early) == {"early": "late"}
    assert overtaken((early, late))[0].reason == "12 where another says 40"


def test_an_older_story_overtakes_none_but_clocks_of_outlets_differ() -> None:
    """Half an hour is no order: only beyond it is a story known to be the older one."""
    few = ferry("few", 12)
    assert by(few, ferry("many", 40, published=EIGHT - SLACK)) == {"few": "many"}
    assert by(few, ferry("many", 40, published=EIGHT - SLACK - SECOND)) == {}


def test_a_story_without_a_time_is_older_than_none_and_newer_than_none() -> None:
    undated = ferry("undated", 12, published=None)
    assert by(undated, ferry("dated", 40)) == {"undated": "dated"}
    assert by(ferry("undated", 40, published=None), ferry("dated", 12)) == {"dated": "undated"}


def test_a_result_stands_over_what_was_foreseen_of_the_same_matter() -> None:
    before = a_story("before", title="Merrow council set to vote on harbour bridge")
    after = a_story("after", title="Merrow council approves harbour bridge", published=NOW)
    other = a_story("other", title="Sael hospital approves longer night shifts", published=NOW)
    assert by(before, after) == {"before": "after"}
    assert by(before, other) == {}


def test_a_live_page_falls_behind_the_news_after_two_hours() -> None:
    live = a_story("live", title="Storm nears Merrow: live", kind="live", published=EIGHT)

    def news(after: timedelta, kind: str = "news") -> Story:
        return a_story("news", title="Harbour closed", kind=kind, published=EIGHT + after)

    assert by(live, news(LIVE_LASTS)) == {"live": "news"}
    assert by(live, news(LIVE_LASTS - SECOND)) == {}
    assert by(live, news(LIVE_LASTS, kind="opinion")) == {}
