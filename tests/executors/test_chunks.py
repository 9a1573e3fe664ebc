"""A step gives the same, wherever and in whatever chunks it is worked."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.chunks import Chunked, chunks, in_place
from briefing.errors import BriefingError, ConfigError, ExecutorError, SourceError
from briefing.text.proper_names import PackedTokens, tokens
from tests.executors.steps import doubled, failing


@given(st.lists(st.integers(), max_size=200), st.integers(1, 60))
def test_chunks_make_no_difference(numbers: list[int], most: int) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert Chunked(pool)(doubled, numbers, most=most) == in_place(doubled, numbers)


@given(st.lists(st.integers(), max_size=200), st.integers(1, 60))
def test_chunks_hold_each_member_once(numbers: list[int], most: int) -> None:
    made = list(chunks(numbers, most))
    assert [number for chunk in made for number in chunk] == numbers
    assert all(0 < len(chunk) <= most for chunk in made)


def test_the_first_error_comes_up() -> None:
    with ThreadPoolExecutor(3) as pool, pytest.raises(SourceError, match="cannot do 0"):
        Chunked(pool)(failing, range(10), most=2)


@pytest.mark.parametrize(
    "error",
    [
        BriefingError("what", where="where", hint="hint"),
        SourceError("what"),
        ExecutorError("what", hint="hint"),
        ConfigError(("one", "two"), where="config.yaml"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_back_whole(error: BriefingError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)


@given(st.text(max_size=300))
def test_words_come_back_whole(text: str) -> None:
    packed = PackedTokens.read(text)
    assert pickle.loads(pickle.dumps(packed)).unpacked() == list(tokens(text))
