"""What counts as new: figures on the labelled topics that may rise but not fall, and the parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.novelty import BASELINES, NEW, TOLD, measure, read
from briefing.editing.facts import facts, is_negated, names, value_of
from briefing.editing.novelty import KnownText

ROWS = {(row.half, row.method): row for row in measure(read())}


@pytest.mark.parametrize(
    ("half", "precision", "recall", "f1"),
    [("tuned", 0.81, 0.93, 0.87), ("apart", 0.80, 0.95, 0.87), ("all", 0.81, 0.94, 0.87)],
)
def test_the_figures_do_not_fall(half: str, precision: float, recall: float, f1: float) -> None:
    row = ROWS[half, "briefing"]
    assert row.precision >= precision
    assert row.recall >= recall
    assert row.f1 >= f1


@pytest.mark.parametrize("half", ["tuned", "apart", "all"])
def test_it_beats_both_baselines(half: str) -> None:
    others = [ROWS[half, method].f1 for method in BASELINES]
    assert ROWS[half, "briefing"].f1 > max(others)


@pytest.mark.parametrize("half", ["tuned", "apart"])
def test_what_one_outlet_may_say_alone_is_hardly_ever_told_by_another(half: str) -> None:
    row = ROWS[half, "alone"]
    assert row.precision >= 0.96
    assert row.recall >= 0.38


def test_hardly_a_new_fact_and_no_changed_number_is_taken_for_told() -> None:
    kinds = ROWS["all", "briefing"].kinds
    assert kinds["fact"] >= 0.96
    assert kinds["number"] == kinds["added"] == kinds["verbatim"] == 1.0


def test_the_labelled_set_is_ten_topics_of_three_days_and_every_kind() -> None:
    lines = read()
    assert len({line.topic for line in lines}) == 10
    assert {line.day for line in lines} == {1, 2, 3}
    assert {line.kind for line in lines if line.day > 1} == NEW | TOLD


@pytest.mark.parametrize(
    ("earlier", "text", "adds"),
    [
        ("Some 40 houses were flooded.", "About forty houses were flooded.", False),
        ("The bridge costs 2.5 million crowns.", "The bridge costs 2.5m crowns.", False),
        ("A dozen boats sank in the harbour.", "Twelve boats sank in the harbour.", False),
        ("A dozen boats sank in the harbour.", "Thirteen boats sank in the harbour.", True),
        ("The court will hear the case.", "The court will not hear the case.", True),
        ("He was 84.", "She was 84.", True),
        ("He was 84.", "He was 84.", False),
        ("It is so.", "It was not.", True),
        # names say of whom the rest is told
        ("Mayor Carmen Ibsen of Lakeford opened the fair.", "Carmen Ibsen resigned.", True),
        ("Carmen Ibsen resigned in Lakeford.", "Mayor Carmen Ibsen resigned.", False),
        ("The dam of Orsk broke. ", "The dam of Orsk broke.", False),
    ],
)
def test_what_adds_something(earlier: str, text: str, adds: bool) -> None:
    assert KnownText.of([earlier]).adds(text) is adds


def test_one_sentence_may_repeat_two() -> None:
    earlier = ["The dam above Orsk broke at noon.", "Forty houses of the lower town were flooded."]
    text = "The dam above Orsk broke and houses of the lower town were flooded."
    assert KnownText.of(earlier[:1]).adds(text)
    assert not KnownText.of(earlier).adds(text)


@pytest.mark.parametrize(
    ("word", "language", "value"),
    [
        ("40", "en", 40),
        ("1,500", "en", 1500),
        ("1.500", "de", 1500),
        ("4.25", "en", 4.25),
        ("4,25", "fr", 4.25),
        ("3bn", "en", 3e9),
        ("17th", "en", 17),
        ("twenty-one", "en", 21),
        ("sixth", "en", 6),
        ("19-year-old", "en", None),
        ("one", "en", None),
        ("mid-june", "en", None),
        ("9" * 400, "en", None),
    ],
)
def test_a_number_has_its_value(word: str, language: str, value: float | None) -> None:
    assert value_of(word, language) == value


def test_facts_are_stems_and_numbers_by_value() -> None:
    assert facts("Two million crowns, four hundred thousand boats, 12 dozen") == (
        "#2000000",
        "crown",
        "#400000",
        "boat",
        "#144",
    )


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("Mayor Ada Holm of Orsk asked for boats.", "en", {"mayor", "ada", "holm", "orsk"}),
        ("Boats were asked for.", "en", set()),
        ("Then Orsk slept. Boats came.", "en", {"orsk"}),
        ("The 40 Boats of Orsk", "en", {"boat", "orsk"}),
        ("Die Stadt schlief in Ruhe.", "de", set()),
        ("", "en", set()),
    ],
)
def test_names_are_told_by_their_capitals(text: str, language: str, named: set[str]) -> None:
    assert names(text, language) == named


@pytest.mark.parametrize(
    ("text", "language", "denied"),
    [
        ("He didn’t go.", "en", True),
        ("Nobody went.", "en", True),
        ("He went to Nottingham.", "en", False),
        ("Er ging nicht.", "de", True),
        ("Er ging.", "de", False),
        ("He did not go.", "xx", False),
    ],
)
def test_a_denial_is_seen(text: str, language: str, denied: bool) -> None:
    assert is_negated(text, language) is denied


@given(st.lists(st.text(max_size=60), max_size=5))
def test_what_was_told_adds_nothing(earlier: list[str]) -> None:
    memory = KnownText.of(earlier)
    assert not any(memory.adds(sentence) for sentence in earlier)
