"""Which words are names: told by how a batch of texts writes them, not by a list.

A word is a name where the texts write it with a capital more often than not,
away from the places where every word has one (openings of sentences,
headlines in title case). A name of several words is a run of such words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import compress
from operator import not_
from typing import NamedTuple

from briefing.text.clean import word_set
from briefing.text.terms import GENITIVES, bare, is_stop_word, words_with_gaps

# Before these a full stop ends no sentence.
_SHORT = word_set("Mr Mrs Ms Dr Prof Sen Rep Gen Gov Lt Col Capt Sgt Maj Adm Rev Hon St Jr Sr")
# What a person does: it stands before a name and is none itself.
ROLES = word_set(
    "Acting Admiral Ambassador Archbishop Attorney Baroness Bishop Captain Chair Chairman "
    "Chairwoman Chancellor Chief Colonel Commander Congressman Congresswoman Count Deputy "
    "Detective Director Doctor Dr Duchess Duke Emperor Executive Finance First Foreign Former "
    "Gen General Gov Governor Inspector Interior Judge Justice King Lady Lord Lt Madam Major Mayor "
    "Minister Mr Mrs Ms Officer Officers Pope President Prime Prince Princess Prof Professor Queen "
    "Rabbi Rep Representative Rev Reverend Secretary Sen Senator Sergeant Sheikh Sheriff Sir "
    "Speaker Spokesman Spokeswoman Superintendent Vice Ministers Presidents Defense Defence Press"
)
# Written with a capital, but no names.
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december mon tue wed thu fri sat sun jan feb "
    "mar apr jun jul aug sep sept oct nov dec"
)
_GAP_OPENS = re.compile(r"[.!?:;…\n“\"|—–]")
# Of the words with meaning: in sentence case German's nouns stay below it.
_TITLE_SHARE = 0.7


class Token(NamedTuple):
    """A word as written (without a genitive 's), and where it stands.

    `opens`: it is the first of a sentence, so that its capital says nothing.
    `joined`: only a blank stands between it and the word before. `genitive`:
    it was written with an 's.
    """

    word: str
    opens: bool
    joined: bool
    genitive: bool = False


# A token's marks as bits.
OPENS, JOINED, GENITIVE = 1, 2, 4
# What they say, by their number: opens, joined, genitive.
_OPENS_BY_MARK, _JOINED_BY_MARK, _GENITIVE_BY_MARK = (
    tuple(bool(mark & bit) for mark in range(8)) for bit in (OPENS, JOINED, GENITIVE)
)
# Longer ones do not come again; chosen, not measured.
_CACHED_GAP_CHARS = 4
_AS_TOKEN = partial(tuple.__new__, Token)  # in C throughout: a morning has a million words


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """Tokens in two lumps: an object each takes twenty times the memory, and as long to send."""

    written: str
    marks: bytes

    @classmethod
    def read(cls, text: str, limit: int = 1_000_000) -> PackedTokens:
        """The first `limit` words of a text."""
        written, gaps = words_with_gaps(text, limit)
        marks = bytearray(map(_GAP_MARKS.__getitem__, gaps))
        marks[:1] = [marks[0] | OPENS] if marks else []
        _close_after_short(written, marks)
        for place in [at for at, word in enumerate(written) if word[-1] == "s" and _is_of(word)]:
            word = bare(written[place])
            marks[place] |= GENITIVE * (word != written[place])
            written[place] = word
        return cls("\n".join(written), bytes(marks))

    @property
    def words(self) -> list[str]:
        """The words alone. The same word of many texts is one object."""
        return list(map(sys.intern, self.written.split("\n"))) if self.marks else []

    @property
    def inside(self) -> Iterator[str]:
        """The words that open no sentence, in their order."""
        opens = map(_OPENS_BY_MARK.__getitem__, self.marks)
        return compress(self.words, map(not_, opens))

    def written_as(self, words: Iterable[str]) -> PackedTokens:
        """The same places with these words."""
        return PackedTokens("\n".join(words), self.marks)

    def unpacked(self) -> list[Token]:
        """The tokens, made anew."""
        opens = map(_OPENS_BY_MARK.__getitem__, self.marks)
        joined = map(_JOINED_BY_MARK.__getitem__, self.marks)
        genitive = map(_GENITIVE_BY_MARK.__getitem__, self.marks)
        return list(map(_AS_TOKEN, zip(self.words, opens, joined, genitive, strict=True)))


class _GapMarks(dict[str, int]):
    """What stands before a word -> its marks, but for a short form before a stop."""

    def __missing__(self, gap: str) -> int:
        mark = JOINED if gap == " " else OPENS if _GAP_OPENS.search(gap) else 0
        if len(gap) <= _CACHED_GAP_CHARS and len(self) < _MOST_CACHED_GAPS:
            self[gap] = mark
        return mark


# Chosen, not measured.
_MOST_CACHED_GAPS = 1_000
_GAP_MARKS = _GapMarks()


def _close_after_short(written: Sequence[str], marks: bytearray) -> None:
    """Behind Mr. and its like no sentence begins."""
    place = marks.find(OPENS, 1)
    while place > 0:
        if written[place - 1] in _SHORT:
            marks[place] = 0
        place = marks.find(OPENS, place + 1)


def _is_of(word: str) -> bool:
    return word.endswith(GENITIVES)


@lru_cache(maxsize=4_000)  # headlines and openings of a morning are read several times
def tokens(text: str, limit: int = 1_000_000) -> Sequence[Token]:
    """The first `limit` words of a text with what surrounds them; they are kept for a while."""
    return PackedTokens.read(text, limit).unpacked()


def in_title_case(title: Sequence[str], language: str = "en") -> bool:
    """True for the words of a headline that gives most a capital, so that none says anything."""
    heavy = [word for word in title if not is_stop_word(word.lower(), language)]
    capital = sum(not word[0].islower() for word in heavy)
    return len(heavy) >= 3 and capital > _TITLE_SHARE * len(heavy)


class Namebook:
    """What a batch of texts says about its words: how often each has a capital, and how often not.

    Feed it with `add`, then ask.
    """

    def __init__(self) -> None:
        self._written: Counter[str] = Counter()
        self._names: dict[str, bool] = {}
        self._counts: tuple[Counter[str], Counter[str]] | None = None

    def add(self, text: PackedTokens) -> None:
        """Count the words of a running text or of a headline in sentence case."""
        self._written.update(text.inside)
        self._names.clear()
        self._counts = None

    def _counted(self) -> tuple[Counter[str], Counter[str]]:
        """In small letters, how often each word stands with a capital, and how often without."""
        if self._counts is None:
            capital: Counter[str] = Counter()
            small: Counter[str] = Counter()
            for word, times in self._written.items():
                counter = capital if word[0].isupper() else small
                counter[word.lower()] += times
            self._counts = capital, small
        return self._counts

    def is_name(self, word: str) -> bool:
        """True where the word, as written here, is a name."""
        if word not in self._names:
            self._names[word] = self._is_name(word)
        return self._names[word]

    def _is_name(self, word: str) -> bool:
        lower = word.lower()
        if not word[0].isupper() or lower in _CALENDAR:
            return False
        if len(word) > 1 and word[:2].isupper():
            return True
        capital, small = self._counted()
        return capital[lower] > small[lower]

    def is_written_small(self, word: str) -> bool:
        """True where the texts write the word without a capital, too."""
        return self._counted()[1][word.lower()] > 0

    def runs(self, words: Sequence[str], marks: bytes) -> Iterator[tuple[str, ...]]:
        """The names among words with their marks, as tuples; roles before a name are left out."""
        run: list[str] = []
        end = -1
        for place, word in self._named(words):
            if run and (place > end or marks[place] & (OPENS | JOINED) != JOINED):
                yield tuple(run)
                run = []
            run.append(word)
            end = place + 1
        if run:
            yield tuple(run)

    def _named(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """The words that are names and no roles, each with its place."""
        names = {word for word in set(words) - ROLES if self.is_name(word)}
        return [(place, word) for place, word in enumerate(words) if word in names]
