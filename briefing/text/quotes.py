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
_PAIRS = (("«", "»"), ("「", "」"), ("『", "』"))


def balanced(text: str) -> bool:
    """True where every quotation mark opened is closed, and none else."""
    if text.count('"') % 2 or any(text.count(one) != text.count(two) for one, two in _PAIRS):
        return False
    low, high, closing = text.count("„"), text.count("“"), text.count("”")
    return (low == high + closing if low else high == closing) and _single_balanced(text)


def _single_balanced(text: str) -> bool:
    opened, sure = text.count("‘"), len(_SURE_CLOSING.findall(text))
    return sure <= opened <= sure + len(_MAYBE_CLOSING.findall(text))


def restored(text: str) -> str:
    """The text with a straight closing mark in place of each one an encoding turned into `?`."""
    return _LOST.sub(lambda found: found.group()[:-1] + '"', text)


def without_marks(text: str) -> str:
    """A text of the same length without quotation marks: blanks, and a letter for apostrophes."""
    return _MARK.sub(" ", _APOSTROPHE.sub("x", restored(text)))
