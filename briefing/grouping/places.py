"""Countries under one code, whatever the language: Germany, Deutschland and Tyskland are DE."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from briefing.text.background import RARE_SHARE, share
from briefing.text.stems import stem

# The short forms headlines use; the CLDR names have none of them.
_SHORT_FORMS = {"US": "US", "USA": "US", "UK": "GB", "UAE": "AE"}
_ENDINGS = ("'s", "’s", "s")


def country_code(word: str, language: str) -> str:
    """The ISO 3166 code of a country as a text of that language writes it; "" for other words.

    Only names of one word count, and the short forms US, USA, UK and UAE.
    """
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if not word[:1].isupper():
        return ""
    names = _codes(language)
    lower = word.lower()
    bare = (lower.removesuffix(ending) for ending in _ENDINGS)
    return next((names[name] for name in (lower, *bare) if name in names), "")


@cache
def _codes(language: str) -> dict[str, str]:
    """Name of one word in small letters -> code."""
    try:
        territories = Locale(language[:2]).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.lower(): code
        for code, name in sorted(territories.items(), reverse=True)
        if len(code) == 2 and code.isalpha() and name.isalpha()
    }


@cache
def country_share(code: str) -> float:
    """How common a country is in everyday news, by the rarest word of its English name."""
    words = Locale("en").territories.get(code, "").split()
    return min((share(stem(word.lower(), "en")) for word in words), default=RARE_SHARE)
