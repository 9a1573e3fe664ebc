"""Short forms that end in a stop and end no sentence, in languages other than English.

sentencex knows many; these are what it misses in news text. A list holds what
hardly ever ends a sentence; before a small letter no stop does.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.text.abbreviation_lists import ALWAYS, MONTHS, NUMBERED, ORDINAL, ROMAN_ORDINALS
from briefing.text.clean import word_set
from briefing.text.stop_words import STOP_WORDS

LANGUAGES = frozenset(ALWAYS)
_STREETS = frozenset({"de", "nl", "lb"})
# Of a word that a number may follow; few short forms are as long. Chosen, not measured.
_SHORTEST_BEFORE_NUMBER_LETTERS = 4
# Of a word: a single letter may be an initial.
_SHORTEST_WORD_LETTERS = 2
_DAY = re.compile(r"(?<!\d)\d{1,2}\.$")
_ROMAN = re.compile(r"(?:^|[\s(])[IVX]{1,5}\.$")
_FOLLOWS_ORDINAL = re.compile(r"(?:^|\s)(\w+) \d{1,3}\.$")
_TOP_LEVEL_CHARS = range(2, 5)
_ANYWHERE = word_set("dr mr mrs ms prof rev vs sen jr")  # with names of other countries
_PARTICLES = word_set("de van von da do dos du la le el der den ter ten al")
_SHORT = re.compile(r"(?:^|[\s(\[\"“„«'’‘–-])((?:\w{1,5}\.){0,4}[\w-]{1,20})\.$")
_LETTER = re.compile(r"(?:^|[\s(.“„«\"'’-])[^\W\d_]\.$")
_NEXT_LETTER = re.compile(r"-?[^\W\d_]\.")
_WORD = re.compile(r"[^\W\d_]+")


def joins(left: str, right: str, language: str) -> bool:
    """True where a stop between two pieces of text ends no sentence. Not for English.

    `left` ends with the stop, `right` begins with what follows it.
    """
    if not left.endswith("."):
        return False
    if right[:1].islower() or right[:1] in "-º°ª":
        return True
    match = _SHORT.search(left)
    short = match.group(1).lower() if match else ""
    if _is_title(short, language):
        return True
    if right[:1].isdigit():
        return is_reference(short, language) or short.isdigit()
    if _LETTER.search(left):
        return bool(_NEXT_LETTER.match(right)) or not _opens(right, language)
    return _is_ordinal(left, right, language)


def ends(word: str, right: str, language: str) -> bool:
    """True where a word and its stop end a sentence, though a library may take it for short.

    Before a number that is a word of some length, before a capital all of CNN,
    cm and the like where the next word begins sentences. `right` is what follows.
    """
    lower = word.lower()
    if is_reference(lower, language) or len(word) < _SHORTEST_WORD_LETTERS:
        return False
    if right[:1].isdigit():
        return len(word) >= _SHORTEST_BEFORE_NUMBER_LETTERS and word.isalpha()
    following = right.lstrip('"“„«¿¡‘ ')
    if not following[:1].isupper():
        return False
    return _never_short(word, following, language) or (
        _opens(following, language) and not word.isdigit()
    )


def _never_short(word: str, following: str, language: str) -> bool:
    """True for CNN, km/h, example.com and function words, which libraries hold for short forms."""
    if word.isupper():
        return "." not in word and not _ROMAN.search(f" {word}.") and not following[:2].isupper()
    if "/" in word or _is_domain(word):
        return True
    return word in STOP_WORDS.get(language[:2], ())


def _is_domain(word: str) -> bool:
    """True for example.com; not for a.d. and the like."""
    name, _, top = word.rpartition(".")
    return len(top) in _TOP_LEVEL_CHARS and top.islower() and name[-3:].isalnum() and len(name) > 2


def is_reference(word: str, language: str) -> bool:
    """True for a short form, in small letters and without its stop, that stands before numbers."""
    if word in _listed("numbered", language) or _is_title(word, language):
        return True
    return language[:2] in _STREETS and word.endswith("str")  # Hauptstr. 5


def _is_title(word: str, language: str) -> bool:
    return word in _ANYWHERE or word in _listed("always", language)


def _opens(right: str, language: str) -> bool:
    """True for a word that begins sentences and no names: Der, Les, El."""
    match = _WORD.match(right.lstrip('"“„«¿¡'))
    word = match.group().lower() if match else ""
    return not right[:1].isupper() or (
        word in STOP_WORDS.get(language[:2], ()) and word not in _PARTICLES
    )


def _is_ordinal(left: str, right: str, language: str) -> bool:
    """True for the 2. of `der 2. Weltkrieg`, the day before a month, a king's number."""
    if _DAY.search(left) and right[:3].lower() in _listed("months", language):
        return True
    if language[:2] in ROMAN_ORDINALS and _ROMAN.search(left):
        return not _opens(right, language)
    match = _FOLLOWS_ORDINAL.search(left)
    return match is not None and match.group(1).lower() in _listed("ordinal", language)


_LISTS = {"always": ALWAYS, "numbered": NUMBERED, "ordinal": ORDINAL, "months": MONTHS}


@cache  # each list of each language is split once
def _listed(which: str, language: str) -> frozenset[str]:
    return word_set(_LISTS[which].get(language[:2], ""))
