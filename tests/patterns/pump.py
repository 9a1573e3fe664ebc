"""A pattern's own worst inputs: each of its literals, classes and beginnings, repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

# The only reader of regular expressions that knows all of this engine's syntax is its own.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Beyond these no new kind of slowness was found, in the package or among old patterns.
MOST_REPEATED, MOST_OTHERS = 40, 12
MOST_VARIANTS = 12
ENDS = ("", "\0", "\n!")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORY = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_WORD: " ",
}
_CANDIDATES = "a Z1.é Ł,;:-_'\"<>/&=@\n\t|()[]{}\u4e00"


def inputs(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Beginning, unit to repeat, and end: the pattern's parts with every end.

    What stands inside a repetition comes first: only there can one text be
    taken apart in several ways. Beginnings concern patterns that are searched for.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    every = [(inside, pair) for inside, *pair in _units(tree, "", False)]
    repeated = dict.fromkeys(tuple(pair) for inside, pair in every if inside and pair[1])
    others = dict.fromkeys(tuple(pair) for inside, pair in every if not inside and pair[1])
    chosen = dict.fromkeys([*list(repeated)[:MOST_REPEATED], *list(others)[:MOST_OTHERS]])
    for (begin, unit), end in product(chosen, ENDS):
        yield begin, unit, end


def text(pattern: re.Pattern[Any], begin: str, unit: str, end: str, times: int) -> Any:
    """The input itself, as bytes for a pattern over bytes."""
    whole = begin + unit * times + end
    return whole.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else whole


def _units(tree: Any, before: str, inside: bool) -> Iterator[tuple[bool, str, str]]:
    """(in a repetition, what a match needs before it, the unit) for each part, outermost first."""
    so_far = ""
    for part in tree:
        repeats = part[0] in _REPEATS and part[1][1] > 1
        if repeats and so_far:
            yield True, before, so_far  # `<!--` of `<!--.*?-->`: many beginnings, no end
        for variant in _variants([part]):
            yield inside or repeats, before + so_far, variant
        for sign in _signs(part):
            yield inside, before + so_far, sign
        for child in _children(part):
            yield from _units(child, before + so_far, inside or repeats)
        so_far += _shortest([part])
    yield inside, before, so_far


def _children(part: Any) -> list[Any]:
    kind, value = part
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return []


def _variants(parts: list[Any]) -> list[str]:
    """Short texts that the parts match: one for each branch of each choice among them."""
    samples = [_shortest(parts)]
    for place, part in enumerate(parts):
        head, tail = _shortest(parts[:place]), _shortest(parts[place + 1 :])
        kind, value = part
        inner = [list(branch) for branch in value[1]] if kind is op.BRANCH else _children(part)
        if kind not in (op.ASSERT, op.ASSERT_NOT):
            samples += [f"{head}{text}{tail}" for child in inner for text in _variants(list(child))]
    return list(dict.fromkeys(samples))[:MOST_VARIANTS]


def _shortest(parts: list[Any]) -> str:
    """A short text that the parts match, once at least for what may be left out."""
    return "".join(_sample(kind, value) for kind, value in parts)


def _sample(kind: Any, value: Any) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.NOT_LITERAL:
        return next(sign for sign in _CANDIDATES if sign != chr(value))
    if kind is op.ANY:
        return "a"
    if kind is op.IN:
        return next(iter(_members(value)), "a")
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, body = value
        return _shortest(list(body)) * min(max(least, 1), 50)
    if kind is op.BRANCH:
        return _shortest(list(value[1][0]))
    if kind is op.SUBPATTERN:
        return _shortest(list(value[3]))
    if kind is op.ATOMIC_GROUP:
        return _shortest(list(value))
    if kind is op.ASSERT and value[0] > 0:
        return ""
    return ""


def _signs(part: Any) -> list[str]:
    """Every kind of sign that one class or dot takes."""
    kind, value = part
    if kind is op.ANY:
        return ["a", " ", "."]
    if kind is op.NOT_LITERAL:
        return [sign for sign in "a ." if sign != chr(value)]
    return _members(value) if kind is op.IN else []


def _members(value: list[Any]) -> list[str]:
    """A few signs of a class, of each kind one."""
    if value and value[0][0] is op.NEGATE:
        taken = "".join(_positive(value[1:]))
        return [sign for sign in _CANDIDATES if not _is_in(sign, value[1:], taken)][:5]
    return list(dict.fromkeys(_positive(value)))[:6]


def _positive(value: list[Any]) -> Iterator[str]:
    for kind, argument in value:
        if kind is op.LITERAL:
            yield chr(argument)
        elif kind is op.RANGE:
            yield chr(argument[0])
        elif kind is op.CATEGORY:
            yield _CATEGORY[argument]


def _is_in(sign: str, value: list[Any], taken: str) -> bool:
    if sign in taken:
        return True
    for kind, argument in value:
        if kind is op.RANGE and argument[0] <= ord(sign) <= argument[1]:
            return True
        if kind is op.CATEGORY and re.match(_CLASS[argument], sign):
            return True
    return False


_CLASS = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
