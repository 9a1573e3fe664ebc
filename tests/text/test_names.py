"""Names: told by how a batch writes its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.background import RARE_SHARE, is_common, share, table
from briefing.text.proper_names import Namebook, PackedTokens, in_title_case, tokens
from tests.counting import growth


def book(*texts: str) -> Namebook:
    made = Namebook()
    for text in texts:
        made.add(PackedTokens.read(text))
    return made


def runs(text: str, *others: str) -> list[str]:
    packed = PackedTokens.read(text)
    return [" ".join(run) for run in book(text, *others).runs(packed.words, packed.marks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Oona Prell in Sael.", ["Oona Prell", "Sael"]),
        ("They said that President Ilya Marrent left.", ["Ilya Marrent"]),
        ("Aid went to the Mirror Lakes and to Port Aldmere.", ["Mirror Lakes", "Port Aldmere"]),
        ("It was the ECB that spoke.", ["ECB"]),
        ("A man from Sael’s harbour came.", ["Sael"]),
        ("We asked Prell. Marrent was silent, as Marrent is.", ["Prell", "Marrent", "Marrent"]),
        ("On a Monday in October he left for Sael.", ["Sael"]),
        ("We spoke to Mr. Prell.", ["Prell"]),
        ("They came to Sael, Ardent and Oddvik.", ["Sael", "Ardent", "Oddvik"]),
        ("He read the Meridian Wire.", ["Meridian Wire"]),
    ],
)
def test_these_are_names(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bridges fall. Rivers rise.",
        "The bridge fell on a Monday.",
        "In May the rain came.",
        "Nobody saw the chairman.",
        "Prices rose; wages did not.",
        "“Nothing happened,” he said.",
        "They elected a President.",
        "Dozens waited – Nobody came.",
        "a lower-case headline about nothing",
        "12 of 15 were there.",
    ],
)
def test_these_are_none(text: str) -> None:
    assert runs(text) == []


def test_the_batch_decides_about_a_word() -> None:
    text = "Bridge Street was closed near the bridge and the bridge."
    assert runs("He saw the Bridge.", text) == []
    assert runs("He saw the Bridge.") == ["Bridge"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Oona Prell Wins Chess Title at Nineteen", True),
        ("Oona Prell wins chess title at nineteen", False),
        ("Storm Hits", False),
        ("ALL CAPITALS ARE TITLE CASE", True),
    ],
)
def test_title_case(title: str, expected: bool) -> None:
    assert in_title_case(PackedTokens.read(title).words) is expected


@given(st.text(max_size=200))
def test_tokens_are_words_of_the_text(text: str) -> None:
    assert all(token.word in text for token in tokens(text))


def test_a_long_text_takes_linear_work() -> None:
    assert growth(lambda count: tokens("A. " * count + "'" * 2 * count), 2_000) <= 15


def test_the_background_knows_everyday_words_only() -> None:
    assert 600 < len(table()) < 700
    assert is_common("China")
    assert not is_common("Aldmere")
    assert share("polic") > share("aldmer") == RARE_SHARE
    assert table("de") == {}
