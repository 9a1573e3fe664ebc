"""A kicker that ran into its headline: furniture, unless it alone says where, or who speaks."""

from __future__ import annotations

import re

from briefing.models import Story

KICKER_READ_CHARS = 400  # of a text, where what it tells of is named: chosen, not measured
# "Ruritania:Queen", a kicker that ran into its headline; "Borduria: Queen" may be one or not.
RUN_ON = re.compile(r"[A-ZÄÖÜÀ-Þ][^\W\d_]++(?:[ -][^\W\d_]{1,30}+){0,5}:(?=[A-ZÄÖÜÀ-Þ„“\"»«])")
_OPENS_QUOTATION = '"“„«»‘'


def is_told_by_kicker(title: str, end: int, story: Story) -> bool:
    """True where the kicker that ends there says what the rest of the headline does not.

    A place or name that the text begins with as well, or the name of who is quoted behind it.
    """
    kicker, rest = title[:end].rstrip(":"), title[end:]
    words = kicker.split()
    if ": " in rest:
        return False  # the rest has a kicker of its own
    if any(word.casefold() in rest.casefold() for word in words):
        return False
    if rest[:1] in _OPENS_QUOTATION and len(words) > 1:
        return all(word[:1].isupper() for word in words)
    return len(words) == 1 and kicker in story.text[:KICKER_READ_CHARS]


def spaced(title: str) -> str:
    """The headline with a blank behind a kicker that ran into it."""
    match = RUN_ON.match(title)
    return f"{match.group()} {title[match.end() :]}" if match else title
