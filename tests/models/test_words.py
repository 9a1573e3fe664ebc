"""What a word is, with and without spaces between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.models import count_words
from tests.counting import growth


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The bridge — closed.", 4),  # as `split` has it
        ("Мост закрыт с понедельника.", 4),
        ("다리는 월요일에 폐쇄되었다.", 3),
        ("大桥周一关闭。", 3),
        ("橋は月曜日に閉鎖された。", 6),
        ("东京 2026 年 Olympics 开幕", 5),
        ("สะพานปิดแล้ว", 3),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(alphabet="ab .,-é\n”", max_size=80))
def test_where_blanks_part_words_they_are_what_split_gives(text: str) -> None:
    assert count_words(text) == len(text.split())


@given(st.text(max_size=80), st.text(max_size=80))
def test_more_text_never_has_fewer_words(one: str, other: str) -> None:
    assert count_words(f"{one} {other}") >= max(count_words(one), count_words(other))


@pytest.mark.slow
def test_work_is_linear() -> None:
    assert growth(lambda count: count_words("大a 桥ก" * count), 4_000) <= 15
