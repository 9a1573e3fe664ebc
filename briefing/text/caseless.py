"""Patterns that ignore case, searched in small letters: several times as fast as `re.IGNORECASE`.

`re` folds each letter anew at each place for each alternative, and loses its tables for the
letters an alternative may begin with. A pattern in small letters over a text in small letters
finds the same, but for letters that are more than a pair: dotted and dotless i, long s, sigma.
Texts with one of these take the slow way.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property, lru_cache

# Letters that `re.IGNORECASE` takes for others than `str.lower` does (Python's `re._casefix`).
_RARE = re.compile("[İıſµͅΐΰϐϑϕϖϰϱϵςΣᲀ-ᲈẛιΐΰﬅﬆ]")
_PIECE = re.compile(r"\\.|[^\\]", re.DOTALL)
# Named groups and flags, numbered letters, back references and ranges across the cases.
_NOT_LOWERED = re.compile(r"\(\?[PaiLmsux]|\\[xuUN1-9]|[A-Z]-[a-z]|[^\w\\]-[A-Z]|[À-ÖØ-ÞΑ-ΩА-Я]")


class Caseless:
    """A pattern that ignores case. It is compiled when first used; thread-safe.

    Its matches hold small letters: their places are those of the text, their words are not.
    `needs` are words in small letters of which every match holds one: most texts hold none,
    which is known in a fraction of the time a search takes (`benchmarks.needed_words`).
    """

    def __init__(self, source: str, *, verbose: bool = False, needs: Collection[str] = ()) -> None:
        self.source = source
        self.needs = tuple(needs)
        self._verbose = verbose

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The same with `re.IGNORECASE`: what it finds is right by definition."""
        if self._verbose:
            return re.compile(self.source, re.IGNORECASE | re.VERBOSE)
        return re.compile(self.source, re.IGNORECASE)

    @cached_property
    def _small(self) -> re.Pattern[str] | None:
        if _NOT_LOWERED.search(self.source):
            return None
        pieces = _PIECE.findall(self.source)
        lowered = "".join(one if one[0] == "\\" else one.lower() for one in pieces)
        return re.compile(lowered, re.VERBOSE) if self._verbose else re.compile(lowered)

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        lowered = _lowered(text)
        if lowered is not None and self._lacks(lowered):
            return None
        small = self._small
        if small is None or lowered is None:
            return self.pattern.search(text)
        return small.search(lowered)

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        small, lowered = self._small, _lowered(text)
        if small is None or lowered is None:
            return self.pattern.match(text)
        return small.match(lowered)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        lowered = _lowered(text)
        if lowered is not None and self._lacks(lowered):
            return None
        small = self._small
        if small is None or lowered is None:
            return self.pattern.fullmatch(text)
        return small.fullmatch(lowered)

    def _lacks(self, lowered: str) -> bool:
        """True for a text without any of the words a match needs."""
        for word in self.needs:  # a loop: a generator would cost more than the words
            if word in lowered:
                return False
        return bool(self.needs)

    def count(self, text: str) -> int:
        """How many matches that do not overlap a text holds."""
        small, lowered = self._small, _lowered(text)
        if small is None or lowered is None:
            return sum(1 for _ in self.pattern.finditer(text))
        return sum(1 for _ in small.finditer(lowered))


@lru_cache(maxsize=1_000)  # one text is asked about by many patterns in a row
def _lowered(text: str) -> str | None:
    """A text in small letters, place by place; None where one of them is more than a pair."""
    return None if not text.isascii() and _RARE.search(text) else text.lower()
