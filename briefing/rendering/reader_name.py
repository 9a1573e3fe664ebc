"""Where the welcome says a reader's name, and how it reads where there is none.

`Good morning, {name}.` becomes `Good morning.`, in any script and wherever the name stands:
`صباح الخير، {name}.`, `早上好，{name}。`, `{name}さん、おはよう。`, `{name}, good morning!`
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.clean import one_line

PLACE = "{name}"
# Marks that part a name from the words beside it.
_SEPARATORS = ",،，、､;；؛:：·‧–—-"
# Marks after which a sentence begins.
_ENDS = ".!?。！？｡．؟۔…।॥՜:"
_PAIRS = dict(zip("([{（［【「『《〈«‹“„‘\"'", ")]}）］】」』》〉»›”“’\"'", strict=True))
_OPENING = "¡¿" + "".join(_PAIRS)
# What is written against a name and goes with it (Japanese, Korean, Chinese).
_HONORIFICS = (
    *("さん", "さま", "ちゃん", "くん", "様", "君", "殿", "氏"),
    *("님", "씨", "先生", "女士", "小姐", "老师", "老師", "同学", "同學"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSlot:
    """A part of a text that a name changes: `before`, name, `after`; or `bare` without a name."""

    start: int
    end: int
    before: str
    after: str
    bare: str


def name_slot(text: str) -> NameSlot | None:
    """The first place of a name in a line of text; None where there is none."""
    at = text.find(PLACE)
    if at < 0:
        return None
    start, end = _in_brackets(text, at, _past_honorific(text, at + len(PLACE)))
    left = text[:start].rstrip()
    bare = ""
    if not left or left[-1] in _ENDS or left[-1] in _OPENING:
        end, bare = _begin_after(text, end)
    else:
        start = _end_before(text, start, end)
    after = text[at + len(PLACE) : end]
    return NameSlot(start=start, end=end, before=text[start:at], after=after, bare=bare)


def without_name(text: str) -> str:
    """The words of welcome as everybody reads them, on one line: no stray mark is left."""
    line = one_line(text)
    while slot := name_slot(line):
        line = one_line(f"{line[: slot.start]}{slot.bare}{line[slot.end :]}")
    return line


def _past_honorific(text: str, end: int) -> int:
    found = next((each for each in _HONORIFICS if text.startswith(each, end)), "")
    return end + len(found)


def _in_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the brackets or quotation marks that hold nothing but the name."""
    left, right = text[:start].rstrip(), text[end:].lstrip()
    if left and right and _PAIRS.get(left[-1]) == right[0]:
        return len(left) - 1, len(text) - len(right) + 1
    return start, end


def _begin_after(text: str, end: int) -> tuple[int, str]:
    """The name comes first: its marks go too, and what follows begins the sentence."""
    right = text[end:].lstrip(f" {_SEPARATORS}{_ENDS}")
    begin = len(text) - len(right)
    capital = right[:1].title()
    # Turkish writes another capital i: better none.
    if begin == end or capital in (right[:1], "I") or len(capital) != 1:
        return begin, ""
    return begin + 1, capital


def _end_before(text: str, start: int, end: int) -> int:
    """The name ends a phrase: the mark before it goes, unless words follow close upon it."""
    left = text[:start].rstrip()
    if text[end : end + 1].isalnum():
        return len(left)
    return len(left.rstrip(f" {_SEPARATORS}"))
