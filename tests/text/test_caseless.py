"""What is searched in small letters is found as `re.IGNORECASE` finds it, place by place."""

from __future__ import annotations

import random
import re

import pytest

from briefing.text.caseless import Caseless
from tests.patterns.collect import uses

# Letters that are more than a pair, and some that only look so.
ODD = "İıſµKÅΣςσßẞÇéÉЯяǅǆ"
IGNORING = sorted(
    {
        (use.pattern, use.flags & re.VERBOSE)
        for use in uses()
        if isinstance(use.pattern, str) and use.flags & re.IGNORECASE
    }
)


def _texts(source: str, seed: int) -> list[str]:
    """Texts of the words of a pattern, in cases and orders of all kinds."""
    chance = random.Random(seed)
    words = re.findall(r"[^\W_]{2,}", source) or ["word"]
    return [" ".join(_cased(chance.choice(words), chance) for _ in range(6)) for _ in range(40)]


def _cased(word: str, chance: random.Random) -> str:
    cased = chance.choice([word, word.upper(), word.title(), word.swapcase()])
    return cased + chance.choice(["", "", ".", ":", "’s", chance.choice(ODD)])


@pytest.mark.parametrize(("source", "verbose"), IGNORING)
def test_every_pattern_of_the_package_finds_the_same(source: str, verbose: int) -> None:
    fast = Caseless(source, verbose=bool(verbose))
    slow = re.compile(source, re.IGNORECASE | verbose)
    for text in _texts(source, seed=len(source)):
        for way in ("search", "match", "fullmatch"):
            here, there = getattr(fast, way)(text), getattr(slow, way)(text)
            assert (here and here.span()) == (there and there.span()), text
        assert fast.count(text) == len(list(slow.finditer(text))), text


@pytest.mark.parametrize("letter", ODD)
def test_a_letter_that_is_more_than_a_pair_is_read_as_before(letter: str) -> None:
    for source in ("[a-zà-þ]s", rf"x{re.escape(letter.lower()[0])}", r"[^k]i", r"\bis\b"):
        for text in (f"{letter}S", f"X{letter}", f"{letter}I", f"I{letter}"):
            here, there = Caseless(source).search(text), re.search(source, text, re.IGNORECASE)
            assert (here and here.span()) == (there and there.span()), (source, text)


@pytest.mark.parametrize("source", [r"(?P<a>B)(?P=a)", r"[A-z]b", r"\u00c0b", r"(a)\1", "[À-Þ]"])
def test_what_has_no_twin_in_small_letters_is_searched_as_it_is(source: str) -> None:
    for text in ("bB", "_b", "Àb", "àB", "aA", "÷", "÷b"):
        here, there = Caseless(source).search(text), re.search(source, text, re.IGNORECASE)
        assert (here and here.span()) == (there and there.span()), text
