"""Stems and terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.stems import stem
from briefing.text.terms import bare, find_words, is_pair, is_stop_word, terms, words
from tests.counting import growth


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Bridges", "en", "bridg"),
        ("Häuser", "de", "haus"),
        ("1,500", "en", "1,500"),
        ("Слова", "ru", "слов"),
        ("言葉", "ja", "言葉"),
        ("Brücken", "de-CH", "bruck"),
    ],
)
def test_stems(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


def test_words_keep_what_belongs_together() -> None:
    assert words("The U.S.'s co-op paid 1,500 (€) on 3.5!") == [
        "the", "u.s", "co-op", "paid", "1,500", "on", "3.5",
    ]  # fmt: skip


def test_terms_leave_out_what_says_nothing() -> None:
    assert terms("The bridges of the city were closed") == ["bridg", "citi", "close"]
    assert terms("Die Brücken der Stadt", "de") == ["bruck", "stadt"]


def test_a_language_without_a_list_keeps_all() -> None:
    assert not is_stop_word("the", "xx")


@given(st.text(max_size=200))
def test_terms_are_words_of_the_text(text: str) -> None:
    lower = text.lower()
    assert all(word in lower or "s" in lower for word in words(text))


def test_a_long_text_takes_linear_work() -> None:
    assert growth(lambda count: words("a." * count + "'" * count), 2_000) <= 15


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("大桥周一关闭。", ["大桥", "桥周", "周一", "一关", "关闭"]),
        ("フェリーがU.S.の沖で3.5度", ["フェリー", "が", "u.s", "の沖", "沖で", "3.5", "度"]),
        ("iPhone手机", ["iphone", "手机"]),
        ("다리는 폐쇄", ["다리는", "폐쇄"]),
        ("The U.S.'s 1,500 co-ops", ["the", "u.s", "1,500", "co-ops"]),
    ],
)
def test_scripts_without_blanks_have_words_too(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert [bare(text[a:b].lower()) for a, b in find_words(text)] == found


def test_a_pair_of_signs_is_told_from_a_word() -> None:
    assert is_pair("大桥")
    assert not any(map(is_pair, ("フェリー", "大桥周", "ab", "다리", "")))
