"""Which sets of sentences are allowed: within the words, none too like another, needs met."""

from __future__ import annotations

from typing import Any

import numpy as np

from briefing.condensing.order import arranged
from briefing.condensing.search import Bounds, best_set, list_sets
from briefing.condensing.sentence_units import units
from tests.make import make_story


def allowed(words: tuple[int, ...], most_words: int, **over: Any) -> list[tuple[int, ...]]:
    """The sets that are listed, as members, in their order."""
    values = {"cosines": np.eye(len(words)) * 0, "most_cosine": 0.5, "most": 3} | over
    bounds = Bounds(words=np.array(words), most_words=most_words, **values)
    sets, _ = list_sets(bounds, lambda chosen: chosen.sum(axis=1) * 1.0)
    return [tuple(map(int, np.flatnonzero(row))) for row in sets]


def test_a_set_may_have_all_the_words_there_are_and_none_more() -> None:
    assert allowed((4, 6, 7), 10) == [(0,), (1,), (2,), (0, 1)]


def test_what_is_stretched_stands_alone() -> None:
    assert allowed((4, 12, 5), 10, stretched=(1,)) == [(0,), (1,), (2,), (0, 2)]


def test_what_a_member_needs_is_chosen_too() -> None:
    needs = ((), ((0, 2),), ())
    assert allowed((1, 1, 1), 10, needs=needs) == [(0,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def test_members_of_one_quota_share_its_words() -> None:
    assert allowed((3, 3, 3), 10, quotas=(((0, 1), 5),)) == [(0,), (1,), (2,), (0, 2), (1, 2)]


def test_what_a_sentence_needs_is_shown_before_it() -> None:
    first = units(make_story("The bridge fell. The mayor came.", id="a"), 0)[0]
    second = units(make_story("It rained. The bridge of Orsk is old.", id="b"), 1)[1]
    assert arranged([first, second], {}) == [first, second]
    assert arranged([first, second], {first: [[second]]}) == [second, first]
    assert arranged([first, second], {first: [[second]], second: [[first]]}) is None


def test_of_equal_sets_the_smaller_then_the_earlier_is_best() -> None:
    sets = np.array([[False, True, False], [False, False, True], [True, True, False]])
    assert best_set(sets, np.array([1.0, 1.0, 1.0])) == (1,)
    assert best_set(sets, np.array([0.0, 1.0, 2.0])) == (0, 1)
    assert best_set(sets[:0], np.zeros(0)) == ()
