"""Half of a morning as if told in another language: what crosses are names, numbers, countries.

There is no free labelled morning in several languages to learn from. So the
common words of some stories are spelled backwards: they match each other, and
nothing of the stories left as they are. Some names change, too, as they do.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from briefing.models import Story
from briefing.text.proper_names import Namebook, PackedTokens, in_title_case
from briefing.text.stems import stem
from briefing.text.terms import is_stop_word

# Its code is no language's: no stop words, no stems, no table.
CODE = "xx"
# Of the stories, and of their names, so many are another language's.
STORIES, CHANGED_NAMES = 0.5, 0.2
_WORD = re.compile(r"[^\W_]+")


def in_two_languages(stories: Sequence[Story], rng: random.Random) -> tuple[Story, ...]:
    """The stories, half of them drawn to be in the other language."""
    book = Namebook()
    for story in stories:
        book.add(PackedTokens.read(story.text))
        if not in_title_case(PackedTokens.read(story.title).words):
            book.add(PackedTokens.read(story.title))
    return tuple(_foreign(s, book) if rng.random() < STORIES else s for s in stories)


def _foreign(story: Story, book: Namebook) -> Story:
    def spelled(match: re.Match[str]) -> str:
        return _spelled(match.group(), story.language, book)

    title, text = (_WORD.sub(spelled, part) for part in (story.title, story.text))
    return replace(story, title=title, text=text, language=CODE, furniture=None)


def _spelled(word: str, language: str, book: Namebook) -> str:
    if word[0].isdigit():
        return word
    if book.is_name(word):
        changed = zlib.crc32(word.encode()) % 100 < 100 * CHANGED_NAMES
        return word[::-1].capitalize() if changed else word
    if is_stop_word(word.lower(), language):
        return ""
    return stem(word.lower(), language)[::-1]
