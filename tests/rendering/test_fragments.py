"""Addresses that jump to a sentence."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from briefing.rendering.edition_references import to_sentences

PAGE = "https://a.example/x"


def to_sentence(page: str, text: str) -> str | None:
    return to_sentences(page, [[text]])


def test_a_short_sentence_is_named_whole() -> None:
    assert to_sentence(PAGE, "Nobody was hurt.") == f"{PAGE}#:~:text=Nobody%20was%20hurt."


def test_a_long_one_by_its_ends() -> None:
    words = " ".join(f"w{number}" for number in range(20))
    directive = "w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"
    assert to_sentence(PAGE, words) == f"{PAGE}#:~:text={directive}"


def test_signs_of_the_directive_itself_are_coded() -> None:
    assert to_sentence(PAGE, "a-b, c & d") == f"{PAGE}#:~:text=a%2Db%2C%20c%20%26%20d"


def test_a_fragment_stays_and_an_old_directive_goes() -> None:
    assert to_sentence(f"{PAGE}#part", "One.") == f"{PAGE}#part:~:text=One."
    assert to_sentence(f"{PAGE}#:~:text=old", "One.") == f"{PAGE}#:~:text=One."


def test_nothing_to_name_is_the_page() -> None:
    assert to_sentence(PAGE, " ") == PAGE


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_the_directive_says_what_the_sentence_says(text: str) -> None:
    words = text.split()
    if words and len(words) <= 10:
        assert unquote((to_sentence(PAGE, text) or "").split("text=")[1]) == " ".join(words)


def test_a_run_is_one_stretch_and_what_stands_elsewhere_another() -> None:
    url = to_sentences(PAGE, [["It rose at six.", "It set at ten."], ["Nobody saw it."]])
    assert url == (
        f"{PAGE}#:~:text=It%20rose%20at%20six.%20It%20set%20at%20ten.&text=Nobody%20saw%20it."
    )


def test_without_an_address_there_is_none() -> None:
    assert to_sentences(None, [["Nobody was hurt."]]) is None
