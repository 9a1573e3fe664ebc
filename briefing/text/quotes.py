"""Quotation marks: are they in pairs, and what a text looks like without them.

Straight marks come in twos; typographic ones open and close by their shape.
`„` is closed by `“` (German) or `”` (Polish). A single `’` is an apostrophe
as often as a mark, so it is held against an opening `‘` only where no
apostrophe can stand: after a stop.
"""

from __future__ import annotations

import re

MARKS = "\"“”„‘’'"
# An encoding lost on the way leaves a question mark where a closing mark was:
# `the word "virgin? with`. A question does not go on in small letters.
_LOST = re.compile(r"(?<!\S)[\"“][^\"“”?]{1,60}(\?)(?=[,;]| [a-z(]|\.(?:\s|$))")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|(?<=\.)['’](?=[a-z])")
_MARK = re.compile(rf"[{MARKS}]")
_SURE_CLOSING = re.compile(r"[.,!?…]’(?!\w)")
_MAYBE_CLOSING = re.compile(r"\w’(?!\w)")
_COUNTED = re.compile('["“”„‘’«»「」『』]')  # most sentences have none: asked at once
_PAIRS = (("«", "»"), ("「", "」"), ("『", "』"))


def balanced(text: str) -> bool:
    """True where every quotation mark opened is closed, and none else."""
    if not _COUNTED.search(text):
        return True
    if text.count('"') % 2 or any(
        text.count(mark) != text.count(partner) for mark, partner in _PAIRS
    ):
        return False
    low, high, closing = text.count("„"), text.count("“"), text.count("”")
    return (low == high + closing if low else high == closing) and _single_balanced(text)


def _single_balanced(text: str) -> bool:
    opened, sure = text.count("‘"), len(_SURE_CLOSING.findall(text))
    return sure <= opened <= sure + len(_MAYBE_CLOSING.findall(text))


def restored(text: str) -> str:
    """The text with a straight closing mark in place of each one an encoding turned into `?`."""
    return _LOST.sub(lambda match: match.group()[:-1] + '"', text) if "?" in text else text


def without_marks(text: str) -> str:
    """A text of the same length without quotation marks: blanks, and a letter for apostrophes."""
    if not _MARK.search(text):
        return text
    return _MARK.sub(" ", _APOSTROPHE.sub("x", restored(text)))


def quotations(text: str) -> list[tuple[int, int]]:
    """The spans between a mark that opens and the next, closing one of its line, in order.

    Only double marks count. Straight ones are told by their shape: one that
    opens has a blank before it and none after.
    """
    spans = []
    opened = -1
    for match in _DOUBLE.finditer(restored(text)):
        if match.group() == "\n":
            opened = -1
        elif _opens(text, match):
            opened = match.start()
        elif opened >= 0:
            spans.append((opened, match.end()))
            opened = -1
    return spans


_DOUBLE = re.compile('["“”„\n]')


def _opens(text: str, match: re.Match[str]) -> bool:
    if match.group() in "„”":
        return match.group() == "„"
    before, after = (
        text[max(0, match.start() - 1) : match.start()],
        text[match.end() : match.end() + 1],
    )
    return (not before or before.isspace() or before in "([—–-") and not after.isspace()
