"""Stories: added once, found again by any key, with every version of their text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefing.models import Edit, FeedPosition, Keyed, Mark, Media, Story
from briefing.store import Store
from briefing.store.story_table import sha256
from tests.make import NOW, make_story

FULL = make_story(
    tags=("a", "b"),
    media=(Media(kind="photo", caption="c", credit="d"),),
    marks=(Mark(kind="why", start=0, end=3),),
    published=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    url="https://example.org/1",
)


def keyed(story: Story, *keys: str) -> Keyed:
    return Keyed(story=story, keys=keys or (f"key-{story.id}",), origin_sha256="0" * 64)


def test_a_story_comes_back_as_it_was(store: Store) -> None:
    store.stories.add([keyed(FULL)], seen_at=NOW)
    assert store.stories.get("s1") == FULL


def test_adding_twice_is_adding_once(store: Store) -> None:
    first = store.stories.add([keyed(FULL), keyed(FULL)], seen_at=NOW)
    second = store.stories.add([keyed(FULL)], seen_at=NOW + timedelta(days=1))
    assert (first.added, first.changed, second.added, second.changed) == (1, 0, 0, 0)
    assert store.stories.window() == (FULL,)


def test_a_known_key_leads_to_the_first_id(store: Store) -> None:
    store.stories.add([keyed(FULL, "guid", "address")], seen_at=NOW)
    twin = replace(FULL, id="s2", title="Bridge fell")
    added = store.stories.add([keyed(twin, "address", "amp")], seen_at=NOW)
    assert [story.id for story in added.stories] == ["s1"]
    again = store.stories.add([keyed(replace(FULL, id="s3"), "amp")], seen_at=NOW)
    assert (again.stories[0].id, again.added) == ("s1", 0)


def test_two_stories_that_turn_out_to_be_one_keep_the_older_id(store: Store) -> None:
    store.stories.add([keyed(replace(FULL, id="b"), "old")], seen_at=NOW)
    store.stories.add([keyed(replace(FULL, id="a"), "new")], seen_at=NOW + timedelta(hours=1))
    both = store.stories.add([keyed(FULL, "new", "old")], seen_at=NOW + timedelta(hours=2))
    assert both.stories[0].id == "b"


def test_a_changed_text_keeps_its_history(store: Store) -> None:
    store.stories.add([keyed(FULL)], seen_at=NOW)
    changed = store.stories.add([keyed(replace(FULL, text="New.", title="N"))], seen_at=NOW)
    assert (changed.added, changed.changed) == (0, 1)
    assert store.stories.text("s1", sha256(FULL.text)) == FULL.text
    assert store.stories.text("s1", sha256("New.")) == "New."
    assert set(store.stories.titles("s1")) == {FULL.title, "N"}


def test_an_unknown_version_is_none(store: Store) -> None:
    assert store.stories.text("s1", sha256("never")) is None


def test_the_window_goes_by_day_and_source(store: Store) -> None:
    undated = replace(FULL, id="s2", published=None, source="other")
    store.stories.add([keyed(FULL), keyed(undated)], seen_at=NOW)
    assert [s.id for s in store.stories.window()] == ["s2", "s1"]
    assert [s.id for s in store.stories.window(since=NOW - timedelta(hours=2))] == ["s2"]
    assert [s.id for s in store.stories.window(until=NOW - timedelta(hours=2))] == ["s1"]
    assert [s.id for s in store.stories.window(sources=["wire"])] == ["s1"]


def test_find_takes_words_as_they_are(store: Store) -> None:
    store.stories.add([keyed(replace(FULL, text="All is 100% true."))], seen_at=NOW)
    assert [s.id for s in store.stories.find("100%")] == ["s1"]
    assert [s.id for s in store.stories.find("bridge")] == ["s1"]
    assert store.stories.find("1_0%") == ()


def test_what_a_person_wants_in_is_known_by_its_time(store: Store) -> None:
    store.stories.add([keyed(FULL)], seen_at=NOW)
    store.edits.add(Edit(kind="add", story_ids=("s1",), by="Ada"), at=NOW)
    store.edits.add(Edit(kind="free", story_ids=("s1",), by="Ada"), at=NOW)
    later = NOW + timedelta(hours=1)
    assert store.edits.added(since=None, until=NOW) == ("s1",)
    assert store.edits.added(since=later, until=later) == ()
    assert store.stories.of_ids(("s1", "none")) == (FULL,)


def test_a_guess_does_not_move_a_story_to_another_day(store: Store) -> None:
    guessed = replace(FULL, published_guessed=True)
    store.stories.add([keyed(guessed)], seen_at=NOW)
    store.stories.add([keyed(replace(guessed, published=NOW, title="New"))], seen_at=NOW)
    assert store.stories.get("s1") == replace(guessed, title="New")
    stated = replace(FULL, published=NOW)
    store.stories.add([keyed(stated)], seen_at=NOW)
    assert store.stories.get("s1") == stated


def test_when_the_present_text_came(store: Store) -> None:
    later = NOW + timedelta(hours=1)
    store.stories.add([keyed(FULL)], seen_at=NOW)
    store.stories.add([keyed(replace(FULL, text="New."))], seen_at=later)
    assert store.stories.changed_at("s1") == later
    assert store.stories.changed_at("s2") is None


def test_another_source_only_changes_what_it_tells_more_of(store: Store) -> None:
    store.stories.add([keyed(FULL)], seen_at=NOW)
    other = replace(FULL, source="other", title="Other")
    short, long = replace(other, text="Short."), replace(other, text=FULL.text + " More.")
    outcomes = []
    for story in (short, long, FULL, long):
        added = store.stories.add([keyed(story, "key-s1")], seen_at=NOW)
        outcomes.append((added.changed, store.stories.get("s1").source))  # type: ignore[union-attr]
    assert outcomes == [(0, "wire"), (1, "other"), (0, "other"), (0, "other")]


def test_a_story_is_in_the_window_of_every_source_that_carried_it(store: Store) -> None:
    store.stories.add([keyed(FULL), keyed(replace(FULL, id="s2"))], seen_at=NOW)
    store.stories.add([keyed(replace(FULL, source="other"), "key-s1")], seen_at=NOW)
    found = store.stories.window(sources=["other"])
    assert [(story.id, story.source) for story in found] == [("s1", "other")]
    both = store.stories.window(sources=["other", "wire"])
    assert [(story.id, story.source) for story in both] == [("s1", "wire"), ("s2", "wire")]


def test_a_story_is_found_by_any_of_its_keys(store: Store) -> None:
    store.stories.add([keyed(FULL, "guid", "address")], seen_at=NOW)
    assert store.stories.by_keys(["nothing", "address"]) == FULL
    assert store.stories.by_keys(["nothing"]) is None


def test_all_of_it_survives_a_restart(store: Store, reopen: Callable[[], Store]) -> None:
    store.stories.add([keyed(FULL)], seen_at=NOW)
    store.close()
    assert reopen().stories.get("s1") == FULL


def test_a_story_stands_where_each_source_placed_it_last(store: Store) -> None:
    def placed(number: int | None, source: str = "wire") -> Keyed:
        place = FeedPosition(number=number, count=9) if number else None
        return keyed(replace(FULL, source=source, position=place))

    def place(source: str) -> FeedPosition | None:
        (story,) = store.stories.window(sources=[source])
        return story.position

    store.stories.add([placed(7)], seen_at=NOW)
    assert place("wire") == FeedPosition(number=7, count=9)
    moved = store.stories.add([placed(1)], seen_at=NOW)
    store.stories.add([placed(3, source="post")], seen_at=NOW)
    assert moved.changed == 0
    assert place("wire") == FeedPosition(number=1, count=9)
    assert place("post") == FeedPosition(number=3, count=9)
    store.stories.add([placed(None)], seen_at=NOW)
    assert place("wire") is None
