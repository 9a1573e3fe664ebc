from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.clean import clean, mend, one_line
from tests.sources.documents.proof import is_deletion

JOINED = [
    ("the North Korea n army", "the North Korean army"),
    ("a Russia n, then another", "a Russian, then another"),
    ("many Syria ns fled", "many Syrians fled"),
    ("the last Cuba n.", "the last Cuban."),
    ("in China .", "in China."),
    ("in China , however", "in China, however"),
    ("Merrow 's trade", "Merrow's trade"),
    ("Norvenia ’s crown fell", "Norvenia’s crown fell"),
    ("He said “stop .” Then", "He said “stop.” Then"),
    ("an Orlen s licence", "an Orlens licence"),
    ("the Brazil ns won", "the Brazilns won"),
]
KEPT = [
    "Plan B is next",
    "vitamin C and D",
    "I am here",
    "the letter s is silent",
    "Sigma n samples",
    "Pizza n chips",
    "Rock n Roll",
    "Alaska n Yukon",
    "wait ... what",
    "a .NET library costs .5 percent",
    "the 's' key",
    "Vienna a year later",
    "team s",
]


@pytest.mark.parametrize(("broken", "whole"), JOINED)
def test_a_broken_word_or_stop_is_joined(broken: str, whole: str) -> None:
    assert mend(broken, seen={"Orlens", "Brazilns"}) == whole


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_broken_stays(text: str) -> None:
    assert mend(text, seen={"teams", "Rockn"}) == text


def test_a_lone_s_needs_evidence() -> None:
    assert mend("the Karsia s drove") == "the Karsia s drove"
    assert mend("the Karsia s drove", seen={"Karsias"}) == "the Karsias drove"


@given(st.text())
def test_mending_removes_white_space_only(text: str) -> None:
    assert mend(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("a\0b", "ab"),
        ("a\u202eb\u202c c", "ab c"),
        ("a\u2066b\u2069", "ab"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\u00a0\u2009 b", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a \n\n\n\n b", "a\n\nb"),
        ("  ends \t", "ends"),
        ("a\u200dd", "ad"),
        ("\x1b[31mred", "[31mred"),
        ("lone \ud800 half", "lone half"),
    ],
)
def test_clean(dirty: str, plain: str) -> None:
    assert clean(dirty) == plain


@pytest.mark.parametrize("text", ["👩\u200d🔬", "می\u200cخواهم", "naïve café", "e\u0301", "ﬁ"])
def test_what_shapes_letters_stays(text: str) -> None:
    assert clean(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_is_a_deletion_and_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert len(once) <= len(text) + text.count("\u2029")
    assert is_deletion(once, text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("é\u200c\u200d", "é"),
        ("\u200d\u200cé", "é"),
        ("a\u200c\u200cé", "aé"),
        ("é\u200c\u200dé", "é\u200c\u200dé"),
        ("é" + "\u200c" * 200_000 + "é", "é" + "\u200c" * 200_000 + "é"),
    ],
    ids=range(5),
)
def test_a_run_of_joiners_stays_or_goes_as_one(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


def test_one_line() -> None:
    assert one_line(" a\n\nb\tc ") == "a b c"
