"""What callers hand in, checked before it goes anywhere: an InputError says what was expected.

Each check gives back what it was given, as the type the rooms work with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from briefing.errors import InputError
from briefing.models import Story, Topic

T = TypeVar("T")
_HINTS = {
    Story: "make one with briefing.Story(id=…, title=…, text=…, source=…), "
    "or of a row with briefing.Story.from_dict(row)",
    Topic: "briefing.group(stories) gives them",
}


def stories_of(stories: object, where: str) -> Sequence[Story]:
    """A list of stories, each id once."""
    checked = _all_of(Story, stories, where)
    ((twice, times),) = Counter(story.id for story in checked).most_common(1) or [("", 0)]
    if times > 1:
        hint = "each story has an id of its own"
        raise InputError(f"holds two stories of the id {twice!r}", where=where, hint=hint)
    return checked


def topics_of(topics: object, where: str) -> Sequence[Topic]:
    """A list of topics."""
    return _all_of(Topic, topics, where)


def moment_of(moment: object, where: str) -> datetime:
    """An aware datetime."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment
    hint = "such as datetime(2026, 11, 24, 6, tzinfo=UTC)"
    what = "a datetime without a time zone" if isinstance(moment, datetime) else _named(moment)
    raise InputError(f"is {what}, not an aware datetime", where=where, hint=hint)


def count_of(number: Any, where: str) -> int:
    """A whole number, of Python or of an array."""
    if hasattr(number, "__index__") and not isinstance(number, bool):
        return int(number.__index__())
    raise InputError(f"is {_named(number)}, not int", where=where, hint="a whole number")


def probability_of(number: Any, where: str) -> float | None:
    """A number from 0 to 1, or None."""
    if number is None or (isinstance(number, float | int) and 0 <= number <= 1):
        return number
    hint = "a probability from 0 to 1, such as 0.6"
    raise InputError(f"is {number!r:.80}", where=where, hint=hint)


def of_type(kind: type[T], value: Any, where: str, hint: str = "") -> T:
    """A value of this type."""
    if isinstance(value, kind):
        return value
    raise InputError(f"is {_named(value)}, not {kind.__name__}", where=where, hint=hint)


def _all_of(kind: type[T], values: object, where: str) -> Sequence[T]:
    if isinstance(values, kind | str | bytes | dict) or not isinstance(values, Iterable):
        hint = f"hand over a list, even of one; {_HINTS[kind]}"
        if kind is Story and isinstance(values, Topic):
            hint = "its stories are topic.stories"
        what = f"is {_named(values)}, not a list of {kind.__name__}"
        raise InputError(what, where=where, hint=hint)
    members = tuple(values)
    for place, member in enumerate(members):
        if not isinstance(member, kind):
            what = f"holds {_named(member)} at place {place}, not {kind.__name__}"
            raise InputError(what, where=where, hint=_HINTS[kind])
    return members


def _named(value: object) -> str:
    """`None`, `a str`, `an int`."""
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
