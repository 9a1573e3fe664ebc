"""What a summary may choose from: the sentences of a story, trimmed, with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.models import Sentence, Story, count_words
from briefing.text.furniture.lines import dateline
from briefing.text.quotes import MARKS, balanced
from briefing.text.sentences import prose_spans, split
from briefing.text.stems import stem
from briefing.text.terms import is_stop_word, words

# A story is judged by its first sentences; a book must not take an hour. Chosen, not measured.
_MOST_CHARS = 200_000
# What must remain behind a dateline; chosen, not measured.
_REST_CHARS = 20
_QUOTE = re.compile(r"(?<!\w)'(?=\s?\w)|'(?!\w)")
_EMPTY = re.compile(r"(?<!\s)\s*+(?:“”|\"\")\s*+$")  # a quotation of nothing, left by a lost link
_WORDLIKE = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence that may be chosen.

    `place` is its number in its story from 0, pieces left out counted too;
    `heads` is true for the first of its line. `words` is `count_words`.
    """

    sentence: Sentence
    story: int
    place: int
    heads: bool
    language: str
    words: int

    @property
    def text(self) -> str:
        """The sentence's own words."""
        return self.sentence.text

    @property
    def stems(self) -> tuple[str, ...]:
        """All its words, "" in the place of a function word: neighbours stay neighbours."""
        return _stems(self.text, self.language)


def units(story: Story, number: int = 0, *, most: int = 300) -> tuple[Unit, ...]:
    """The first units of a story in reading order; `number` is its place among the stories."""
    return tuple(each_unit(story, number, most=most))


def each_unit(story: Story, number: int = 0, *, most: int = 300) -> Iterator[Unit]:
    """The same, one after the other, for those who need few of them."""
    last_line = -1
    spans = prose_spans(story, split(story.text[:_MOST_CHARS], story.language))
    for place, (start, end) in enumerate(spans[:most]):
        line = story.text.rfind("\n", 0, start)
        start, end = _trim(story.text, start, end)
        if _WORDLIKE.search(story.text, start, end):
            yield _unit(story, (start, end), number, place, heads=line != last_line)
        last_line = line


def _unit(story: Story, span: tuple[int, int], number: int, place: int, *, heads: bool) -> Unit:
    text = story.text[slice(*span)]
    return Unit(
        sentence=Sentence(text=text, story_id=story.id, start=span[0], end=span[1]),
        story=number,
        place=place,
        heads=heads,
        language=story.language,
        words=count_words(text),
    )


@lru_cache(maxsize=2_000)  # asked of each sentence of a topic several times in a row
def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(
        "" if is_stop_word(word, language) else stem(word, language) for word in words(text)
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a dateline before it and without a lone quotation mark at an edge."""
    skip = dateline(text[start:end])
    if end - start - skip >= _REST_CHARS:
        start += skip
    piece = text[start:end]
    if piece[:1] in MARKS and _is_stray(piece, piece[1:]):
        start += 1
    elif piece[-1:] in MARKS and _is_stray(piece, piece[:-1]):
        end -= 1
    piece = text[start:end]
    if empty := _EMPTY.search(piece):
        piece, end = piece[: empty.start()], start + empty.start()
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _is_stray(piece: str, rest: str) -> bool:
    """True where the mark at the edge has no partner in the piece."""
    if balanced(piece):
        return "'" in (piece[:1], piece[-1:]) and not _QUOTE.search(rest)
    return balanced(rest)
