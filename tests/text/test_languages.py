"""Other languages: where their sentences end, and which language a text is in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.languages import WORD_LISTS, has_word_lists, language_of
from briefing.text.sentences import split
from tests.counting import growth
from tests.text.foreign import LINES, STORIES
from tests.text.test_sentences import HARD

UNSPACED = ("zh", "ja")
TEXTS = [(code, text) for code, told in STORIES.items() for _, text in told]


@pytest.mark.parametrize("line", LINES)
def test_no_sentence_is_broken_in_two_or_glued(line: str) -> None:
    language, _, marked = line.partition(" ")
    for between in ("", " ") if language in UNSPACED else (" ",):
        text = marked.replace("|", between)
        assert [text[a:b] for a, b in split(text, language)] == marked.split("|")


@pytest.mark.parametrize("language", ["xx", "sw", "und"])
def test_a_language_without_rules_is_cut_as_english_is(language: str) -> None:
    cut = [HARD[5].replace("|", " ")[a:b] for a, b in split(HARD[5].replace("|", " "), language)]
    assert cut == HARD[5].split("|")


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_spans_are_verbatim_and_every_sentence_ends_with_its_mark(language: str, text: str) -> None:
    spans = split(text, language)
    assert len(spans) >= 4
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[b - 1] in ".!?。！？؟»”」" for _, b in spans)


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_text_tells_its_language(language: str, text: str) -> None:
    assert language_of(text) == language
    assert language_of(text, "en") == language  # what programs state unless told otherwise
    assert language_of(text, language) == language


@pytest.mark.parametrize(
    ("text", "stated", "found"),
    [
        ("", "", "und"),
        ("", "fr", "fr"),
        ("212 – 3:2", "", "und"),
        ("A bridge fell in Lunde. Nobody was hurt, and the road is open to cars.", "", "en"),
        ("A bridge fell in Lunde. Nobody was hurt, and the road is open to cars.", "zh", "en"),
        ("Son Pitches Option for Internet: SoftBank's Son, Sprint's Son and Dick's Son", "", "en"),
        ("Most zamknięto w poniedziałek rano, burmistrz przeprosił mieszkańców.", "pl", "pl"),
        ("Most je zatvoren u ponedeljak ujutru, gradonačelnik se izvinio.", "sr", "sr"),
        ("Мостот е затворен од понеделник, никој не е повреден.", "mk", "mk"),
        ("پل از روز دوشنبه بسته است و کسی آسیب ندید.", "fa", "fa"),
        ("The word мост is Russian for bridge, as all of us know by now.", "", "en"),
        ("Der Film „The Bridge Was Closed On A Monday And We Were There“ läuft.", "de", "de"),
    ],
)
def test_what_is_stated_is_believed_unless_it_cannot_be(text: str, stated: str, found: str) -> None:
    assert language_of(text, stated) == found


def test_word_lists_are_those_the_readme_counts() -> None:
    assert len(WORD_LISTS) == 29
    assert {"ar", "cs", "de", "el", "en", "fi", "hu", "pl", "ro", "sv", "tr"} <= WORD_LISTS
    assert has_word_lists("pt-BR")
    assert not has_word_lists("zh")
    assert not has_word_lists("")


@given(st.text(max_size=300), st.sampled_from(["", "en", "de", "zh", "xx"]))
def test_any_text_has_a_language(text: str, stated: str) -> None:
    assert 2 <= len(language_of(text, stated)) <= 3


WIDE = "\u3000\u00a0\u2003\u202f\u2028\x85"  # blanks of more than one byte


def test_a_wide_blank_after_an_initial_stops_nothing() -> None:
    text = "The plan of A.\u3000Ödön Holm failed.\u00a0Nobody knows why. A.\u2003Bé is gone."
    for language in ("en", "de", "zh", "xx"):
        spans = split(text, language)
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(
    st.text(alphabet=f"aB. „“«»z1。”؟\nдÉ{WIDE}", max_size=120),
    st.sampled_from([*sorted(STORIES), "en", "xx", "hi", "th"]),
)
def test_nothing_is_lost_in_any_language(text: str, language: str) -> None:
    spans = split(text, language)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("part", ["z. B. ", "Nr. 5 ", "A. ", "«Ab. ", "der 2. "])
def test_work_is_linear(part: str) -> None:
    assert growth(lambda count: split(part * count, "de"), 2_000) <= 15
