"""Near-duplicates: copies are found whatever was cut or changed a little, others are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.near_duplicates import NearIndex, copies, resemblance, shingles_of
from tests.make import make_story

WORDS = [f"word{number}" for number in range(4000)]


def text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def without(words: str, share: float, seed: int = 0) -> str:
    chance = random.Random(seed)
    return " ".join(word for word in words.split() if chance.random() >= share)


@pytest.mark.parametrize("length", [30, 60, 300, 2000])
@pytest.mark.parametrize(
    "change", [str, str.upper, lambda t: t + " (Reuters)", lambda t: without(t, 0.03)]
)
def test_a_copy_is_found(length: int, change: object) -> None:
    assert callable(change)
    index = NearIndex()
    index.add("first", text(1, length))
    assert index.add("second", change(text(1, length))) == ("first",)


def test_another_text_is_no_copy() -> None:
    index = NearIndex()
    for number in range(50):
        assert index.add(str(number), text(number)) == ()


def test_half_a_text_in_common_is_no_copy() -> None:
    index = NearIndex()
    index.add("first", text(1, 400))
    assert index.add("second", f"{text(1, 200)} {text(2, 200)}") == ()


@pytest.mark.parametrize("short", ["", "One.", "One two."])
def test_what_is_too_short_to_compare_is_no_copy(short: str) -> None:
    index = NearIndex()
    index.add("first", short)
    assert index.add("second", short) == ()


@pytest.mark.parametrize(("words", "runs"), [("", 0), ("a b", 0), ("A b c!", 1), ("a b c d", 2)])
def test_every_run_of_three_words_counts_the_last_one_too(words: str, runs: int) -> None:
    assert len(shingles_of(words)) == runs


def test_copies_are_grouped() -> None:
    texts = {"a": text(1), "b": text(2), "c": text(1) + " end", "d": text(3), "e": text(1)}
    stories = [make_story(value, id=name) for name, value in texts.items()]
    assert copies(stories) == (("a", "c", "e"),)


@given(st.permutations(range(8)))
def test_groups_do_not_depend_on_the_order(order: list[int]) -> None:
    stories = [make_story(text(number % 3, 80), id=str(number)) for number in range(8)]
    groups = copies(stories[number] for number in order)
    assert sorted(sorted(group) for group in groups) == [
        ["0", "3", "6"],
        ["1", "4", "7"],
        ["2", "5"],
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_resemblance_is_a_share(one: str, other: str) -> None:
    first, second = shingles_of(one), shingles_of(other)
    assert 0 <= resemblance(first, second) == resemblance(second, first) <= 1


def test_many_texts_cost_no_more_each() -> None:
    index = NearIndex()
    for number in range(300):
        index.add(str(number), text(1, 100))
    assert len(index.add("last", text(1, 100))) <= 300
