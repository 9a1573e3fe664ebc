"""The words a text is searched by, and where they stand in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.search_query import (
    LONGEST_QUERY_CHARS,
    MOST_BEGINNINGS,
    MOST_TERMS,
    MOST_WORDS,
    Term,
    parse_query,
)
from briefing.text.search_snippet import found_spans, snippet
from briefing.text.search_words import fold, placed_words, search_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Café’s SECOND", ["the", "cafe", "s", "second"]),
        ("Łódź, Ærø and Straße", ["lodz", "aero", "and", "strasse"]),
        ("İstanbul ﬁnal _under_score", ["istanbul", "final", "under", "score"]),
        ("1,000 ½", ["1", "000", "1", "2"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("مُحَمَّد", ["محمد"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("使用iPhoneで", ["使用", "用", "iphone", "で"]),
        ("ｶﾞｽ ガス", ["ガス", "ス", "ガス", "ス"]),
        ("ไทย", ["ไท", "ทย", "ย"]),
        ("…—!", []),
    ],
)
def test_words_have_no_case_and_no_accents(text: str, words: list[str]) -> None:
    assert search_words(text) == words


def test_a_long_run_of_letters_is_several_words() -> None:
    assert [len(word) for word in search_words("x" * 150)] == [64, 64, 22]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert search_words(fold(text)) == search_words(text)


@given(st.text())
def test_composed_or_not_the_words_are_the_same(text: str) -> None:
    """What a keyboard sends and what a source wrote may differ in nothing but this."""
    composed = unicodedata.normalize("NFC", text)
    assert search_words(unicodedata.normalize("NFD", composed)) == search_words(composed)


@given(st.text())
def test_each_word_has_its_place(text: str) -> None:
    placed = list(placed_words(text))
    assert [word for word, _, _ in placed] == search_words(text)
    assert all(0 <= start <= end <= len(text) for _, start, end in placed)
    assert [start for _, start, _ in placed] == sorted(start for _, start, _ in placed)


@given(st.lists(st.sampled_from(["Café’s", "(US)", "straße", "ﬁnal", "使用", "A_b", "—"])))
def test_a_place_says_its_word(parts: list[str]) -> None:
    text = " ".join(parts)
    for word, start, end in placed_words(text):
        assert word in search_words(text[start:end])


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Harbour strike", [Term(("harbour",)), Term(("strike",))]),
        ('"big ship" -fire', [Term(("big", "ship")), Term(("fire",), negated=True)]),
        ('-"big ship" harb*', [Term(("big", "ship"), negated=True), Term(("harb",), prefix=True)]),
        ("„große Fahrt“ «là»", [Term(("grosse", "fahrt")), Term(("la",))]),
        ("state-of-the-art", [Term(("state", "of", "the", "art"))]),
        ("ab*", [Term(("ab",))]),
        ("電気", [Term(("電気",))]),
        ("電", [Term(("電",), prefix=True)]),
        ("iphone用", [Term(("iphone", "用"), prefix=True)]),
        ("用iphone", [Term(("用", "iphone"))]),
        ('"never closed', [Term(("never", "closed"))]),
        ("x x X", [Term(("x",))]),
        ('"" - -- * ) (', []),
        ("NEAR(a b) OR title:c", [Term(("near", "a")), Term(("b",)), Term(("or",))]),
    ],
)
def test_a_query_is_read_as_people_mean_it(typed: str, terms: list[Term]) -> None:
    assert list(parse_query(typed).terms[:3]) == terms


def test_a_query_without_end_is_cut_and_says_so() -> None:
    long = parse_query("word " * 10_000)
    assert (long.terms, long.cut) == ((Term(("word",)),), True)
    many = parse_query(" ".join(f"w{n}" for n in range(100)))
    assert (len(many.terms), many.cut) == (MOST_TERMS, True)
    assert not parse_query("harbour").cut
    assert not parse_query("x" * LONGEST_QUERY_CHARS).cut


def test_of_beginnings_few_are_searched_for_and_whole_words_all_the_same() -> None:
    query = parse_query(" ".join(f"beg{sign}*" for sign in "abcdefg") + " whole")
    assert query.terms[-1] == Term(("whole",))
    assert (len(query.terms), query.cut) == (MOST_BEGINNINGS + 1, True)
    assert not parse_query("電 気 車 用 使 料").cut


def test_words_of_phrases_count_together() -> None:
    phrases = " ".join(f'"{" ".join(f"w{n}x{m}" for m in range(7))}"' for n in range(9))
    query = parse_query(phrases)
    assert sum(len(term.words) for term in query.terms) == MOST_WORDS
    assert query.cut
    shortened = parse_query('"' + "a " * 2 * MOST_WORDS + 'begin*"')
    assert shortened.terms == (Term(("a",) * MOST_WORDS),)


def test_a_snippet_shows_the_first_place_and_marks_all_in_it() -> None:
    text = "Word " * 200 + "then the Café’s harbour strike began. " + "word " * 200
    shown = snippet(text, parse_query('cafe "harbour strike"').terms)
    assert text[shown.start :].startswith(shown.text)
    assert [shown.text[a:b] for a, b in shown.marks] == ["Café", "harbour strike"]


def test_a_snippet_without_a_place_is_how_the_text_begins() -> None:
    shown = snippet("One two. " * 100, parse_query("missing").terms)
    assert (shown.start, shown.marks) == (0, ())
    assert shown.text.startswith("One two.")


def test_accents_before_it_do_not_move_a_mark() -> None:
    text = "Straße ﬁ ½ " * 300 + "Hafen"
    shown = snippet(text, parse_query("hafen").terms)
    assert [shown.text[a:b] for a, b in shown.marks] == ["Hafen"]


@given(st.text(), st.text())
def test_marks_lie_within_and_do_not_touch(text: str, typed: str) -> None:
    shown = snippet(text, parse_query(typed).terms)
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    ends = [place for span in shown.marks for place in span]
    assert ends == sorted(ends) and all(0 <= place <= len(shown.text) for place in ends)


def test_a_prefix_marks_the_whole_word() -> None:
    terms = parse_query("harb*").terms
    assert list(found_spans("A Harbours b", terms)) == [(2, 10)]
