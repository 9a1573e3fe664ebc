"""The newest state of an event: what another story of the same morning has overtaken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

from briefing.editing.overtaken import LIVE_LASTS, SLACK, overtaken
from briefing.models import Story
from tests.editing.words import NOW


def a_story(name: str, title: str, hours: float | None, **over: Any) -> Story:
    published = None if hours is None else NOW - timedelta(hours=hours)
    values: dict[str, Any] = {
        "id": name, "title": title, "text": "", "source": f"{name}-wire", "kind": "news",
        "published": published,
    }  # fmt: skip
    return Story(**(values | over))


def behind(*stories: Story) -> dict[str, str]:
    return {old.story_id: old.by for old in overtaken(stories)}


def test_of_numbers_that_grow_the_last_stands() -> None:
    three = a_story("three", "Ferry sinks off Orsk, three dead", 9)
    nine = a_story("nine", "Nine dead as ferry sinks off Orsk", 5)
    eleven = a_story("eleven", "Toll of Orsk ferry rises to 11 dead", 1)
    assert behind(three, nine, eleven) == {"three": "eleven", "nine": "eleven"}
    (first, _) = overtaken([three, nine, eleven])
    assert first.reason == "3 where another says 11"


def test_a_slip_and_vague_words_overtake_nobody() -> None:
    first = a_story("first", "11 dead as ferry sinks off Orsk", 4)
    slip = a_story("slip", "Ferry off Orsk: 1,100 dead", 1)
    other = a_story("other", "Ferry off Orsk: 12 dead", 2)
    vague = a_story("vague", "Hundreds dead off Orsk, some fear", 1)
    assert behind(first, slip, other, vague) == {}


def test_a_result_stands_over_its_preview() -> None:
    preview = a_story("preview", "Orsk v Lunde final: team news and odds", 12, kind="preview")
    result = a_story("result", "Orsk beat Lunde 2-1 to win the final", 1)
    assert behind(preview, result) == {"preview": "result"}


def test_what_was_considered_is_overtaken_by_what_was_decided() -> None:
    may = a_story("may", "Lunde considers closing its mill in Orsk", 6)
    done = a_story("done", "Lunde approved the end of its mill in Orsk", 5.9)
    assert behind(may, done) == {"may": "done"}
    assert behind(may, a_story("other", "Brandt approved a law on rivers", 1)) == {}


def test_what_was_vowed_is_overtaken_by_who_gives_in() -> None:
    vow = a_story("vow", "Lunde vows to hold the Orsk mill against strikers", 9)
    end = a_story("end", "Lunde backs down over the Orsk mill", 1)
    assert behind(vow, end) == {"vow": "end"}
    assert behind(vow, a_story("other", "Brandt backs down over a law on rivers", 1)) == {}
    assert behind(a_story("late", "Lunde denounces strikers at the Orsk mill", 0.5), end) == {}


def test_who_is_urged_to_halt_has_halted_nothing() -> None:
    urged = a_story("urged", "Mayor urges Lunde to halt the Orsk mill", 6)
    done = a_story("done", "Lunde halted the Orsk mill at noon", 1)
    assert behind(urged, done) == {"urged": "done"}


def test_a_preview_after_the_result_is_of_something_else() -> None:
    result = a_story("result", "Orsk beat Lunde to win the final", 9)
    preview = a_story("preview", "Orsk v Lunde final: team news and odds", 1, kind="preview")
    assert behind(result, preview) == {}


def test_a_live_page_falls_behind_the_news() -> None:
    live = a_story("live", "Storm over Orsk: live", 9, kind="live")
    assert behind(live, a_story("news", "Storm leaves Orsk without power", 2)) == {"live": "news"}
    assert behind(live, a_story("soon", "Storm reaches Orsk", 8)) == {}


def test_clocks_of_outlets_differ_by_half_an_hour_and_no_more() -> None:
    """Within it none is known to be the older one, so the higher toll stands."""
    few = a_story("few", "Ferry sinks off Orsk, 12 dead", 1)
    many = a_story("many", "Ferry sinks off Orsk, 40 dead", 1)
    for ahead, by in ((SLACK, {"few": "many"}), (SLACK + timedelta(seconds=1), {})):
        assert few.published is not None
        assert behind(few, replace(many, published=few.published - ahead)) == by


def test_a_live_page_has_two_hours_and_gives_way_to_news_alone() -> None:
    live = a_story("live", "Storm over Orsk: live", 9, kind="live")
    for hours, kind, by in ((0, "news", {"live": "x"}), (0, "opinion", {}), (0.01, "news", {})):
        published = 9 - LIVE_LASTS / timedelta(hours=1) + hours
        assert behind(live, a_story("x", "Orsk without power", published, kind=kind)) == by


def test_without_times_nothing_is_known_to_be_older() -> None:
    three = a_story("three", "Ferry sinks off Orsk, three dead", None)
    eleven = a_story("eleven", "Ferry sinks off Orsk, 11 dead", None)
    assert behind(three, eleven) == {"three": "eleven"}


def test_the_order_makes_no_difference() -> None:
    stories = (
        a_story("three", "Ferry sinks off Orsk, three dead", 9),
        a_story("nine", "Nine dead as ferry sinks off Orsk", 5),
        a_story("eleven", "Toll of Orsk ferry rises to 11 dead", 1),
    )
    assert all(behind(*order) == behind(*stories) for order in permutations(stories))


def test_an_alert_without_a_toll_is_behind_once_the_dead_were_counted_anew() -> None:
    alert = a_story("alert", "Quake shakes Brevik and the north coast", 20)
    fears = a_story("fears", "Brevik quake: many dead feared", 19)
    forty = a_story("forty", "40 dead in Brevik quake on north coast", 15)
    many = a_story("many", "Toll of Brevik quake rises to 140 dead", 2)
    assert behind(alert, fears, forty, many) == {"alert": "many", "fears": "many", "forty": "many"}
    reasons = {old.story_id: old.reason for old in overtaken([alert, forty, many])}
    assert reasons["alert"] == "no toll yet, where another says 140"


def test_what_was_not_counted_stands_beside_one_count_and_where_it_is_newer_or_other_matter() -> (
    None
):
    alert = a_story("alert", "Quake shakes Brevik and the north coast", 20)
    many = a_story("many", "140 dead in Brevik quake on north coast", 2)
    assert behind(alert, many) == {}
    forty = a_story("forty", "40 dead in Brevik quake on north coast", 15)
    rescue = a_story("rescue", "Child saved from Brevik quake house", 8)
    other = a_story("other", "Lunde mill closes over debts", 20)
    assert behind(rescue, other, forty, many) == {"forty": "many"}
