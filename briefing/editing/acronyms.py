"""Short names and what they stand for: "DOJ" says what "Department of Justice" says, no less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from briefing.editing.facts import fact_set

_SHORT = re.compile(r"(?<![\w.])[A-Z]{2,6}(?![\w.])")
_WORD = re.compile(r"[^\W\d_]+")
# Of the small words between capitals so many letters: of, and, the, für, dei; chosen.
MOST_LINK_LETTERS = 3
# Of a headline or a sentence so many words are looked at: bounds time; chosen, not measured.
READ_WORDS = 80
# ... and so many short names: bounds time; chosen, not measured.
MOST_SHORT_NAMES = 8


def same_names(text: str, other: str, language: str = "en") -> frozenset[str]:
    """The terms of a text that the other says as well, shortened or in full."""
    return frozenset(
        term
        for full, short in (*_pairs(text, other, full=True), *_pairs(other, text, full=False))
        for term in fact_set(full or short, language)
    )


def _pairs(full_text: str, short_text: str, *, full: bool) -> Iterator[tuple[str, str]]:
    """What stands in the first text in full and in the second in short; one side of it is asked."""
    for short in islice(dict.fromkeys(_SHORT.findall(short_text)), MOST_SHORT_NAMES):
        written = _in_full(short, full_text)
        if written:
            yield (written, "") if full else ("", short)


def _in_full(short: str, text: str) -> str:
    """The words of a text that begin with the letters of a short name; "" where there are none."""
    words = list(islice(_WORD.finditer(text), READ_WORDS))
    for place, first in enumerate(words):
        if first.group()[0] != short[0]:
            continue
        last = _spelled(short, [word.group() for word in words[place:]])
        if last:
            return text[first.start() : words[place + last - 1].end()]
    return ""


def _spelled(short: str, words: list[str]) -> int:
    """How many of the words, from the first on, spell a short name; 0 where they do not."""
    letters = 0
    for place, word in enumerate(words):
        if word[0] == short[letters] or _is_meant(short[letters:], words[place:]):
            letters += 1
        elif not _links(word):
            return 0
        if letters == len(short):
            return place + 1
    return 0


def _links(word: str) -> bool:
    return word.islower() and len(word) <= MOST_LINK_LETTERS


def _is_meant(short: str, words: list[str]) -> bool:
    """True for the "of" of DOJ, whose O it is: the letter after it begins the word after."""
    if len(short) < 2 or len(words) < 2 or not _links(words[0]):
        return False
    return words[0][0] == short[0].lower() and words[1][0] == short[1]
