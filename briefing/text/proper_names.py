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
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from briefing.text.clean import word_set
from briefing.text.terms import bare, find_words, is_stop_word

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


# What the marks of a token say, by their number: opens, joined, genitive.
_MARKS = tuple((bool(n & 1), bool(n & 2), bool(n & 4)) for n in range(8))


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """Tokens in two lumps: an object each takes twenty times the memory, and as long to send."""

    written: str
    marks: bytes

    @classmethod
    def of(cls, read: Sequence[Token]) -> PackedTokens:
        """These tokens."""
        marks = bytes(token.opens | token.joined << 1 | token.genitive << 2 for token in read)
        return cls("\n".join(token.word for token in read), marks)

    @property
    def words(self) -> list[str]:
        """The words alone. The same word of many texts is one object."""
        return list(map(sys.intern, self.written.split("\n"))) if self.marks else []

    def unpacked(self) -> list[Token]:
        """The tokens, made anew."""
        written = zip(self.words, self.marks, strict=True)
        return [Token(word, *_MARKS[mark]) for word, mark in written]


@lru_cache(maxsize=4_000)  # headlines and openings of a morning are read several times
def tokens(text: str, limit: int = 1_000_000) -> Sequence[Token]:
    """The first `limit` words of a text with what surrounds them; they are kept for a while."""
    return tokens_once(text, limit)


def tokens_once(text: str, limit: int = 1_000_000) -> list[Token]:
    """As `tokens`, kept nowhere: for whole texts, which are read once and are large."""
    read: list[Token] = []
    last, previous = 0, ""
    for start, end in islice(find_words(text), limit):
        gap, written = text[last:start], text[start:end]
        joined = gap == " "
        opens = not joined and (not read or (previous not in _SHORT and _opens(gap)))
        word = bare(written)
        read.append(Token._make((word, opens or not read, joined, word != written)))
        last, previous = end, written
    return read


def _opens(gap: str) -> bool:
    return _GAP_OPENS.search(gap) is not None


def in_title_case(title: Sequence[Token], language: str = "en") -> bool:
    """True for a headline that gives most of its words a capital, so that none says anything."""
    heavy = [token.word for token in title if not is_stop_word(token.word.lower(), language)]
    capital = sum(not word[0].islower() for word in heavy)
    return len(heavy) >= 3 and capital > _TITLE_SHARE * len(heavy)


class Namebook:
    """What a batch of texts says about its words: how often each has a capital, and how often not.

    Feed it with `add`, then ask.
    """

    def __init__(self) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._names: dict[str, bool] = {}

    def add(self, text: Iterable[Token]) -> None:
        """Count the words of a running text or of a headline in sentence case."""
        self._names.clear()
        for token in text:
            if not token.opens:
                counter = self._capital if token.word[0].isupper() else self._small
                counter[token.word.lower()] += 1

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
        return self._capital[lower] > self._small[lower]

    def is_written_small(self, word: str) -> bool:
        """True where the texts write the word without a capital, too."""
        return self._small[word.lower()] > 0

    def runs(self, text: Sequence[Token]) -> Iterator[tuple[str, ...]]:
        """The names of a text, as tuples of words; roles before a name are left out."""
        run: list[str] = []
        for token in text:
            goes_on = token.joined and not token.opens
            if run and not goes_on:
                yield tuple(run)
                run = []
            if self.is_name(token.word) and token.word not in ROLES:
                run.append(token.word)
            elif run:
                yield tuple(run)
                run = []
        if run:
            yield tuple(run)
