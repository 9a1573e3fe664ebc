"""Stories for the search benchmark, made from a seed: no text of anybody's.

Words are drawn as those of a language are (Zipf's law), from a vocabulary of made-up words;
one story in twelve is in Chinese, Japanese or Thai characters, drawn likewise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from briefing.models import Keyed, Story

NEWEST = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
DAYS = 730
SOURCES = 200
VOCABULARY = 150_000
SIGNS = 3_000
_ONSETS = ("b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_VOWELS = ("a", "e", "i", "o", "u", "ä", "é", "ou")
_CODAS = ("", "n", "r", "s", "l", "nd", "ck")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A seeded corpus: its words by how common they are, and its stories."""

    words: tuple[str, ...]
    signs: tuple[str, ...]
    seed: int

    def stories(self, count: int, *, newest: datetime = NEWEST) -> Iterator[list[Keyed]]:
        """So many stories, oldest first, in batches."""
        random = np.random.default_rng(self.seed)
        step = timedelta(days=DAYS) / count
        first = newest - timedelta(days=DAYS)
        for start in range(0, count, 5_000):
            numbers = range(start, min(start + 5_000, count))
            yield [self._story(random, number, first + number * step) for number in numbers]

    def _story(self, random: np.random.Generator, number: int, day: datetime) -> Keyed:
        is_signs = number % 12 == 0
        length = int(min(max(random.lognormal(5.3, 0.7), 20), 3_000))
        place = int(min(random.zipf(1.3), SOURCES)) - 1
        draw = self._signs if is_signs else self._words
        story = Story(
            id=f"{number:016x}",
            title=draw(random, 9).capitalize(),
            text=draw(random, length),
            source=f"Source {place}",
            publisher=f"Outlet {place // 2}",
            url=f"https://example.org/{number}",
            published=day,
            language=("zh", "ja", "th")[number % 36 // 12] if is_signs else ("en", "de")[place % 2],
        )
        return Keyed(story=story, keys=(f"https://example.org/{number}",), origin_sha256="0" * 64)

    def _words(self, random: np.random.Generator, count: int) -> str:
        return " ".join([self.words[place] for place in _zipf(random, len(self.words), count)])

    def _signs(self, random: np.random.Generator, count: int) -> str:
        """Two signs a word, a mark after every twelve."""
        places = _zipf(random, len(self.signs), count * 2)
        clauses = (places[at : at + 12] for at in range(0, len(places), 12))
        return "，".join("".join([self.signs[place] for place in clause]) for clause in clauses)


def make_corpus(seed: int = 1) -> Corpus:
    """The corpus of a seed."""
    syllables = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]
    random = np.random.default_rng(seed)
    random.shuffle(syllables)
    single = syllables[:400]
    double = (f"{a}{b}" for a, b in product(syllables, syllables))
    words = [*single, *(word for word, _ in zip(double, range(VOCABULARY - 400), strict=False))]
    rare = words[400:]
    random.shuffle(rare)
    signs = [chr(0x4E00 + n) for n in range(SIGNS - 80)] + [chr(0x3042 + n) for n in range(80)]
    random.shuffle(signs)
    return Corpus((*words[:400], *rare), tuple(signs), seed)


def _zipf(random: np.random.Generator, size: int, count: int) -> Sequence[int]:
    """Places in a list whose nth member is drawn about 1/n as often as its first."""
    drawn: NDArray[np.float64] = random.random(count)
    places: list[int] = np.minimum((size + 1.0) ** drawn - 1.0, size - 1).astype(int).tolist()
    return places
