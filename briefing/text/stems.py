"""Stems: `bridges` and `bridge` are one term (Porter 1980; Snowball's stemmers)."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

# ISO 639-1 code -> the name of Snowball's algorithm.
ALGORITHMS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
}


@lru_cache(maxsize=16)
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name, 0)  # its own cache is off: ours is below


@lru_cache(maxsize=200_000)
def stem(word: str, language: str = "en") -> str:
    """The stem of a word in small letters; the word itself in a language without a stemmer.

    `language` is an ISO 639-1 code, with or without a region. A word with
    anything but letters in it (a number, an address) is left as it is.
    """
    lower = word.lower()
    name = ALGORITHMS.get(language[:2])
    return str(_stemmer(name).stemWord(lower)) if name and lower.isalpha() else lower
