"""Plain text for mail: 72 columns, format=flowed (RFC 3676), written and not stripped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# RFC 3676, 4.2: lines of at most 78; 72 leave room for being quoted.
LINE_COLUMNS = 72

_STUFFED = re.compile(r"(?m)^(?=[ >]|From )")
_GAP = re.compile(r" (?!\u200f?\[\d{1,4}\])")
_EMPTY_LINES = re.compile(r"\n{3,}")


def flowed(text: str) -> str:
    """Lines of at most 72 columns; a line that goes on ends with a space.

    Every line of the input is a paragraph or stands for itself. What cannot
    be broken (an address, a long word) stays whole. A line that begins with
    a space, `>` or `From ` gets one space more, as the format asks for.
    """
    lines = [piece for line in text.split("\n") for piece in _broken(line.strip())]
    stuffed = _STUFFED.sub(" ", "\n".join(lines))
    return _EMPTY_LINES.sub("\n\n", stuffed).strip("\n") + "\n"


def columns(text: str) -> int:
    """How wide a terminal shows it: East Asian wide characters are two, marks none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _words(line: str) -> Iterator[str]:
    """The words of a line; a source mark stays with the word before it."""
    for word in _GAP.split(line):
        yield from word.split(" ") if columns(word) > LINE_COLUMNS // 2 else (word,)


def _broken(line: str) -> Iterator[str]:
    """The line in pieces; all but the last end with the space that says it goes on."""
    piece, width = "", 0
    for word in _words(line):
        size = columns(word)
        # One column is for the space at the end, one for the space a stuffed line begins with.
        if piece and width + 1 + size > LINE_COLUMNS - 2:
            yield f"{piece} "
            piece, width = word, size
        else:
            piece, width = (f"{piece} {word}", width + 1 + size) if piece else (word, size)
    yield piece
