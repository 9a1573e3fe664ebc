"""The words a pattern needs are in every text it finds: read off the pattern, not believed."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import briefing
from benchmarks.needed_words import every_choice, mark_words, needed_words
from briefing.text.caseless import Caseless
from briefing.text.kinds.marks import marks_in

PACKAGE = Path(briefing.__file__).parent


def patterns_with_needs() -> Iterator[tuple[str, Caseless]]:
    """Those that stand in module attributes, as the text of the modules tells which have some."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "needs=" in path.read_text("utf-8"):
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            for attribute, value in vars(importlib.import_module(name)).items():
                members = value.values() if isinstance(value, dict) else (value,)
                for member in members:
                    if isinstance(member, Caseless) and member.needs:
                        yield f"{name}.{attribute}", member


@pytest.mark.parametrize(("where", "pattern"), list(patterns_with_needs()))
def test_each_match_holds_a_word_that_is_needed(where: str, pattern: Caseless) -> None:
    def are_covered(words: frozenset[str]) -> bool:
        return all(any(need in word for need in pattern.needs) for word in words)

    assert any(are_covered(words) for words in every_choice(pattern)), where


def test_the_words_of_the_marks_are_those_of_their_patterns() -> None:
    stored = files("briefing.text.kinds").joinpath("mark_words.json").read_text("utf-8")
    assert json.loads(stored) == mark_words(), "run python -m benchmarks.needed_words"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"\b(?:quiz|test your)\b", {"quiz", "test your"}),
        (r"^videos?\b", {"video"}),
        (r"[–—]\s?live", {"live"}),
        (r"(?:a|b)?c", {"c"}),
        (r"(?:deal|free trial|free)", {"deal", "free"}),
        (r"\d+|deal", set()),
        (r"(?!quiz)\w", set()),
        (r".{6,}:\ ", {": "}),
    ],
)
def test_words_are_read_off_a_pattern(source: str, words: set[str]) -> None:
    assert needed_words(Caseless(source, verbose=r"\ " in source)) == words


@pytest.mark.parametrize("title", ["QUIZ of the week", "Straßen-Quiz", "QuİZ: QUIZ", "ſports quiz"])
def test_letters_that_are_more_than_a_pair_hide_no_word(title: str) -> None:
    assert "title: quiz" in set(marks_in("title", title))


def test_a_text_without_its_words_is_not_searched() -> None:
    assert Caseless("x", needs=("y",)).search("x") is None
