"""The passage of a text that shows why it was found, with the places to highlight."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.text.search_query import Term
from briefing.text.search_words import fold, placed_words

# Two lines of a list of hits; chosen, not measured.
SNIPPET_CHARS = 240
# Before the first place that is highlighted; chosen, not measured.
LEAD_CHARS = 60
# So much of a text is looked through for the passage; the rest only decides what is found.
SEARCHED_CHARS = 20_000
# Before a word that may be the last of a phrase; chosen, not measured.
MARGIN_CHARS = 100
# A passage highlights at most so many places.
MOST_MARKS = 12

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """`text` is a passage of the text from `start` on; `marks` are spans of the passage."""

    text: str
    start: int
    marks: tuple[Span, ...] = ()


def snippet(text: str, terms: Sequence[Term]) -> Snippet:
    """The passage around the first place that one of the terms has; else how the text begins."""
    first = _first_place(text[:SEARCHED_CHARS], terms)
    start = _word_start(text, first - LEAD_CHARS) if first is not None else 0
    passage = text[start : _word_end(text, start + SNIPPET_CHARS)]
    marks = tuple(islice(found_spans(passage, terms), MOST_MARKS))
    return Snippet(text=passage, start=start, marks=marks)


def _first_place(text: str, terms: Sequence[Term]) -> int | None:
    """Where the first of the terms begins."""
    near = _near(text, terms)
    for start in dict.fromkeys((near, 0)):
        span = next(found_spans(text[start:], terms), None)
        if span is not None:
            return start + span[0]
    return None


def _near(text: str, terms: Sequence[Term]) -> int:
    """A place before the first of the terms, as far as folding tells without reading each word."""
    folded = fold(text)
    longest = (max(term.words, key=len) for term in terms)
    places = [place for place in map(folded.find, longest) if place >= 0]
    if not places or len(folded) != len(text):
        return 0
    return _word_start(text, min(places) - MARGIN_CHARS)


def found_spans(text: str, terms: Iterable[Term]) -> Iterator[Span]:
    """Where the terms stand in a text, in its order, none touching another."""
    sought = tuple(terms)
    longest = max((len(term.words) for term in sought), default=0)
    recent: deque[tuple[str, int, int]] = deque(maxlen=longest or 1)
    exact = frozenset(term.words[-1] for term in sought if not term.prefix)
    beginnings = tuple(term.words[-1] for term in sought if term.prefix)
    done = 0
    for placed in placed_words(text) if sought else ():
        recent.append(placed)
        if placed[0] not in exact and not placed[0].startswith(beginnings):
            continue
        ended = [term for term in sought if term.matches(placed[0])]
        begin = min(_begins(recent, ended), default=None) if ended else None
        if begin is not None and placed[2] > done:
            yield max(begin, done), placed[2]
            done = placed[2]


def _begins(recent: Sequence[tuple[str, int, int]], ended: Iterable[Term]) -> Iterator[int]:
    """Where each of the terms begins whose last word was read last."""
    for term in ended:
        size = len(term.words)
        before = [word for word, _, _ in list(recent)[-size:-1]]
        if before == list(term.words[:-1]):
            yield recent[-size][1]


def _word_start(text: str, place: int) -> int:
    """Where the word that stands there begins, unless that is far away."""
    if place <= 0:
        return 0
    blank = max(text.rfind(" ", place - 30, place), text.rfind("\n", place - 30, place))
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int) -> int:
    blank = text.find(" ", place, place + 30)
    return blank if blank >= 0 else min(place, len(text))
