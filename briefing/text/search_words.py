"""The words a text is searched by: without case and accents, the same on every database.

A word is a run of letters, digits and the marks that belong to them. Han, kana, Thai, Lao,
Khmer and Burmese are written without spaces: there every two neighbours are a word, and the
last of a run once more by itself, so that each character begins one (the bigrams of Lucene's
CJK analyzer).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Longer runs of letters are cut into several words, in texts and queries alike.
LONGEST_WORD_CHARS = 64
# Longer passages without a blank do not come again; chosen, not measured.
CACHED_CHARS = 40

# A word and its span.
Placed = tuple[str, int, int]

# Accents, points and vowel signs that Latin, Greek, Cyrillic, Hebrew and Arabic do without, and
# what joins letters unseen. Marks of other scripts tell words apart and stay.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200c\u200d\u2060\ufeff]+"
)
# Letters with a stroke, and joined ones, have no decomposition in Unicode.
_STROKED = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ŧ": "t",
}
_STROKES = re.compile(f"[{''.join(_STROKED)}]")

_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ecd\u1000-\u103f\u1050-\u109d\u1780-\u17d3"
    "\u17dd\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0900-\u0963\u0966-\u0df3\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86-\u0fbc"
    "\u180b-\u180d\u1b00-\u1b44\ua980-\ua9c0"
)
_WORD = re.compile(rf"[\w{_MARKS}{_UNSPACED}]{{1,{LONGEST_WORD_CHARS}}}")
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
# What stands between blanks or the signs of scripts without them: none of these joins a letter.
_CHUNK = re.compile("[^\\s\u2010-\u2027\u3001-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20]+")
_SIGNS = "\"'.,;:!?()[]{}<>«»“”„‘’‚…–—-*/_"
# A letter with the marks that fold into it.
_CLUSTER = re.compile("(?s:.)[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f]*")


def fold(text: str) -> str:
    """The text without case, accents and the forms of letters; not for reading."""
    if text.isascii():
        return text.lower().replace("_", " ")
    plain = unicodedata.normalize("NFKD", text).casefold().replace("_", " ")
    bare = _STROKES.sub(lambda letter: _STROKED[letter[0]], _DROPPED.sub("", plain))
    return unicodedata.normalize("NFC", bare)


def search_words(text: str) -> list[str]:
    """The words of a text, in its order."""
    folded = fold(text)
    if not _ANY_UNSPACED.search(folded):
        return _WORD.findall(folded)
    return [word for run in runs(folded) for word in (_pairs(run) if is_unspaced(run) else [run])]


def runs(folded: str) -> Iterator[str]:
    """The runs of a folded text: words, and passages of scripts without spaces."""
    for word in _WORD.findall(folded):
        yield from _RUN.findall(word)


def is_unspaced(run: str) -> bool:
    """True for a run of a script that is written without spaces."""
    return _ANY_UNSPACED.match(run) is not None


def _pairs(run: str) -> list[str]:
    """Every two neighbours, then the last character by itself."""
    return [run[place : place + 2] for place in range(len(run))]


def characters(text_words: list[str]) -> frozenset[str]:
    """The characters of scripts without spaces among words, each of which may be searched for."""
    return frozenset(word[0] for word in text_words if not word.isascii() and is_unspaced(word))


def placed_words(text: str) -> Iterator[Placed]:
    """The words of a text with the span each stands in.

    A span is exact but for words that only folding parts, such as the two of a ligature.
    """
    for chunk in _CHUNK.finditer(text):
        start = chunk.start()
        for word, begin, end in _placed(chunk[0]):
            yield word, start + begin, start + end


def _placed(chunk: str) -> tuple[Placed, ...]:
    return _placed_before(chunk) if len(chunk) <= CACHED_CHARS else tuple(_placed_in(chunk))


@lru_cache(maxsize=20_000)
def _placed_before(chunk: str) -> tuple[Placed, ...]:
    """Most words of a text stand in others, too."""
    return tuple(_placed_in(chunk))


def _placed_in(chunk: str) -> Iterator[Placed]:
    words = search_words(chunk)
    if len(words) == 1:
        yield words[0], *_trimmed(chunk)
    elif words:
        yield from _within(chunk, words)


def _trimmed(chunk: str) -> tuple[int, int]:
    """The span of a chunk without the signs around its word."""
    inner = chunk.strip(_SIGNS)
    begin = chunk.index(inner)
    return (begin, begin + len(inner)) if inner else (0, len(chunk))


def _within(chunk: str, words: list[str]) -> Iterator[Placed]:
    """The words of a chunk that has several, found in it one after the other."""
    folded, origins = _unfolded(chunk)
    at = 0
    for word in words:
        at = max(folded.find(word, at), at)
        end = min(at + len(word), len(folded))
        yield word, origins[min(at, end)], origins[end]
        at = end - len(word) + 1 if is_unspaced(word) else end


def _unfolded(chunk: str) -> tuple[str, list[int]]:
    """A chunk folded letter by letter, and where in it each folded letter comes from."""
    if fold(chunk) == chunk:
        return chunk, list(range(len(chunk) + 1))
    folded: list[str] = []
    origins: list[int] = []
    for cluster in _CLUSTER.finditer(chunk):
        part = fold(cluster[0])
        folded.append(part)
        origins += [cluster.start()] * len(part)
    return "".join(folded), [*origins, len(chunk)]
