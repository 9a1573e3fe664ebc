"""Lines that hold only names: the byline above a story, the credits below it. Plain scanning."""

from __future__ import annotations

import re

from briefing.text.clean import word_set

# Chosen, not measured: the place or outlet behind the bar of a byline.
LONGEST_PLACE_CHARS = 40
# Words between names: "By Ana de la Cruz and Jo Doe", "von A. Lind und B. Berg".
_JOINING = word_set("and und et y e de del della di da van von der den al bin la le el the with in")
_BYLINE = re.compile(r"(?:By|BY|by|Written by|Story by|Text by|Von|Par|Por) ")
_OUTLET = re.compile(r"(?:[Tt]he )?[A-Z][\w ]{2,40}")
_CREDIT = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing)(?: and (?:writing|editing))?"
    r" (?:by|from) ",
    re.IGNORECASE,
)
_CREDIT_WORDS = word_set("reporting writing editing additional for from by of")
# The code an agency ends its stories with: "nX6N0NS1EA".
_CODE = re.compile(r"\)\s?(?=\w*\d)\w{6,16}$")
_PHONE = re.compile(r"\+?[\d()./-]{2,20}")


def is_byline(line: str) -> bool:
    """True for "By ANA LOPEZ and Jo Doe, The Wire" and "By A. LIND | Merrow": names, an outlet."""
    opening = _BYLINE.match(line)
    if opening is None:
        return False
    names, _, place = line[opening.end() :].partition(" | ")
    if place and not (len(place) <= LONGEST_PLACE_CHARS and place[0].isupper()):
        return False
    if _are_names(names):
        return True
    head, _, outlet = names.rpartition(", ")
    return bool(head) and _are_names(head) and _OUTLET.fullmatch(outlet) is not None


def is_credit(line: str) -> bool:
    """True for "(Reporting by A and B in Merrow; Editing by C) nX6": names and what they did."""
    opening = _CREDIT.match(line)
    if opening is None:
        return False
    body = _CODE.sub(")", line[opening.end() :]).rstrip(").")
    words = re.split(r"[\s,;&]+", body)
    return all(map(_is_credit_word, filter(None, words)))


def _are_names(text: str) -> bool:
    words = text.replace(",", " ").split()
    return bool(words) and all(word in _JOINING or _is_name(word) for word in words)


def _is_credit_word(word: str) -> bool:
    """A name, a word between names, a mail address or a telephone number."""
    small = word.lower()
    known = small in _JOINING or small in _CREDIT_WORDS or len(word) <= 2
    return known or _is_name(word) or "@" in word or _PHONE.fullmatch(word) is not None


def _is_name(word: str) -> bool:
    """True for a word of letters that begins with a capital of any script: Łukasz, É., O’Neil."""
    letters = word.translate(_MARKS)
    return word[0].isupper() and letters.isalnum()


_MARKS = dict.fromkeys(map(ord, ".’'-_"))
