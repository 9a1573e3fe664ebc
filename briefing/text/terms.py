"""What of a text is compared: its words, without those that say nothing by themselves.

Shared by grouping, condensing and editing, so that "the same words" means the
same in all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from briefing.text.clean import word_set
from briefing.text.stems import stem
from briefing.text.stop_words import STOP_WORDS

# A word may hold hyphens, apostrophes, stops and commas inside: U.S, 1,500, co-op.
# Vowel signs and other marks on letters, which `\w` leaves out: Arabic, Hebrew, the scripts of
# India, Thai to Burmese, Khmer, and the joiners between their letters.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a51"
    "\u0a70-\u0a75\u0abc-\u0acd\u0b3c-\u0b57\u0bbe-\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3e-\u0d57"
    "\u0dca-\u0ddf\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u17b6-\u17d3\u200c\u200d"
)
_TOKEN = re.compile(rf"[^\W_](?:[\w'’.,{_MARKS}-]*(?:[^\W_]|[{_MARKS}]))?")
# Chinese characters and hiragana; katakana, which writes names and foreign words.
_SIGN = re.compile(r"[\u3005-\u3007\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER = r"[^\W\u3005-\u9fff\uf900-\ufaff]"
_PIECE = re.compile(
    rf"(?P<signs>{_SIGN.pattern}+)|[\u30a0-\u30ff]+|{_OTHER}(?:{_OTHER}|['’.,-](?={_OTHER}))*"
)
GENITIVES = ("'s", "’s")


def words(text: str) -> list[str]:
    """The words and numbers of a text in small letters, without a genitive 's.

    Chinese and Japanese write no blanks: there each two neighbouring signs
    count as a word, but a run of katakana is one.
    """
    if not _SIGN.search(text):
        return [
            bare(word) if word.endswith(GENITIVES) else word
            for word in map(str.lower, _TOKEN.findall(text))
        ]
    return [bare(text[start:end].lower()) for start, end in find_words(text)]


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word or number of a text begins and ends."""
    if not _SIGN.search(text):  # hardly any text has them: asked once, not for each word
        return map(_TOKEN_SPAN, _TOKEN.finditer(text))
    return _find_pairs(text)


_TOKEN_SPAN = re.Match.span
_TOKEN_BETWEEN = re.compile(f"({_TOKEN.pattern})")


def words_with_gaps(text: str, most: int) -> tuple[list[str], list[str]]:
    """The first words of a text as written, and what stands before each."""
    if not _SIGN.search(text):
        parts = _TOKEN_BETWEEN.split(text, most)  # gap, word, gap, word, …, and the rest
        return parts[1::2], parts[:-1:2]
    spans = list(islice(_find_pairs(text), most))
    starts = [0, *(end for _, end in spans)]
    gaps = [text[end:start] for end, (start, _) in zip(starts, spans, strict=False)]
    return [text[start:end] for start, end in spans], gaps


def _find_pairs(text: str) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        if _SIGN.search(match.group()):
            yield from _pairs(text, *match.span())
        else:
            yield match.span()


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for piece in _PIECE.finditer(text, start, end):
        low, high = piece.span()
        if piece.lastgroup == "signs" and high - low > 2:
            yield from ((place, place + 2) for place in range(low, high - 1))
        else:
            yield low, high


def is_pair(word: str) -> bool:
    """True for two signs that were taken out of a run: often no word by themselves."""
    return len(word) <= 2 and _SIGN.match(word) is not None


def bare(word: str) -> str:
    """A word without a genitive 's and without the stop before it: U.S.'s is U.S."""
    if word.endswith(GENITIVES):
        return word[:-2].rstrip("'’.,-") or word
    return word


def is_stop_word(word: str, language: str = "en") -> bool:
    """True for a word that says nothing by itself, in a language we have a list for.

    Of two words run into one (qu’il, d’une, dell’altro) both have to be such.
    """
    listed = STOP_WORDS.get(language[:2], frozenset())
    if word in listed or ("’" not in word and "'" not in word):
        return word in listed
    head, _, tail = word.replace("’", "'").partition("'")
    return f"{head}'{tail}" in listed or (tail in listed and head in _ELIDED.get(language[:2], ()))


# What stands before an apostrophe for a word that lost its vowel.
_ELIDED = {
    "fr": word_set("c d j l m n s t qu jusqu lorsqu puisqu quoiqu"),
    "it": word_set("c d l m s t un all dall dell nell sull quest quell"),
    "ca": word_set("d l m n s t"),
}


def terms(text: str, language: str = "en") -> list[str]:
    """The stems of a text's words, stop words left out, in reading order."""
    return [stem(word, language) for word in words(text) if not is_stop_word(word, language)]
