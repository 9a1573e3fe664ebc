"""Encodings and entities that were applied once too often."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.repair import repaired
from tests.counting import growth

PLAIN = "“It’s Zoë’s café – naïve?” – Łódź, Київ, 東京, £5, 😀…"


def mangled(text: str) -> str:
    """UTF-8 read as Windows-1252, undefined bytes as the controls they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "It’s",
        "café",
        "“left”",
        "a – b",
        "Zoë",
        "£5",
        "naïve",
        "…",
        "• one",
        "😀",
        "a\u00a0b",
        PLAIN,
    ],
)
def test_what_was_decoded_wrong_is_read_right(text: str) -> None:
    assert repaired(mangled(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "“MANHÔ, disse",
        "«MANHû",
        "VIÐ“ og ÞAÐ",
        "THÉÂTRE, CRÂNE",
        "à la carte, ça va",
        "ÅÄÖ åäö",
        "Â la vôtre",
        "São Paulo, João, mãe",
        "5 µm ± 2 °C",
        "Ã",
        "ıÂ¯˘¿ ˛ı˘ø",
        "",
    ],
)
def test_what_is_written_so_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A &amp; B", "A & B"),
        ("it&#8217;s", "it’s"),
        ("it&#x2019;s", "it’s"),
        ("&ldquo;left&rdquo; &mdash; he said&hellip;", "“left” — he said…"),
        ("a &lt;b&gt; c", "a &lt;b&gt; c"),
        ("AT&T &c; R&D", "AT&T &c; R&D"),
        ("?a=1&copy=2", "?a=1&copy=2"),
    ],
)
def test_entities_that_are_left_over_are_resolved(text: str, read: str) -> None:
    assert repaired(text) == read


@given(st.text())
def test_any_text_without_its_signs_stays(text: str) -> None:
    if not set("&ÂÃâïð") & set(text):
        assert repaired(text) == text


@given(st.text(st.characters(codec="ascii", exclude_characters="&")))
def test_ascii_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("unit", ["â€", "Ã", "&#", "&amp;", "ð", "Â£"])
def test_work_grows_with_the_length_only(unit: str) -> None:
    assert growth(lambda count: repaired(unit * count), 10_000) <= 15
