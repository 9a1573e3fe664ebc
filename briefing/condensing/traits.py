"""Small traits of one sentence: does somebody say it, is it a question, has it a date."""

from __future__ import annotations

import re

from briefing.text.clean import word_set

_SPEECH = word_set(
    "said says told added tweeted wrote stated explained asked claimed believe believes think "
    "thinks"
)
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?\"“”‘’'()").lower() for word in text.split()]


def has_speech_verb(text: str) -> bool:
    """Has a verb of saying or thinking."""
    return any(word in _SPEECH for word in _words(text))


def is_question(text: str) -> bool:
    """Ends in a question mark."""
    return text.rstrip("\"”’')").endswith("?")


def names_date(text: str) -> bool:
    """Names a weekday or a month."""
    return bool(_DATE.search(text))


def capitals(text: str) -> int:
    """Words with a capital that do not open the sentence."""
    return sum(word.lstrip("\"“‘'(")[:1].isupper() for word in text.split()[1:])


def numbers(text: str) -> int:
    """Words that hold a digit."""
    return sum(any(letter.isdigit() for letter in word) for word in text.split())
