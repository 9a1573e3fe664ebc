"""Small traits of one sentence: how much is quoted, does it say "I", is it a question."""

from __future__ import annotations

import re

from briefing.text.clean import word_set

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FIRST_PERSON = word_set(
    "i we my our me us you your i'm we're i’m we’re i've we've i’ve we’ve i'd we'd i’d we’d i'll "
    "we'll i’ll we’ll"
)
_SPEECH = word_set(
    "said says told added tweeted wrote stated explained asked claimed believe believes think "
    "thinks"
)
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)


def quoted_share(text: str) -> float:
    """Share of the characters that stand inside double quotation marks."""
    inside = sum(len(match.group()) for match in _QUOTED.finditer(text))
    return inside / max(1, len(text))


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?\"“”‘’'()").lower() for word in text.split()]


def has_first_person(text: str, language: str = "en") -> bool:
    """Says I, we, you, my or the like, quoted or not. English; else False."""
    return language[:2] == "en" and any(word in _FIRST_PERSON for word in _words(text))


def speaks_for_itself(text: str, language: str = "en") -> bool:
    """Says I, we or the like outside of quotation marks: who that is, only its page shows."""
    return has_first_person(_QUOTED.sub(" ", text), language)


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
