"""Stems: `bridges` and `bridge` are one term (Porter 1980; Snowball's stemmers)."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

# ISO 639-1 code -> the name of Snowball's algorithm.
ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}


@lru_cache(maxsize=len(ALGORITHMS))  # a stemmer takes longer to make than to use
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name, 0)  # its own cache is off: ours is below


@lru_cache(maxsize=200_000)  # the words of a morning: each is asked for in several rooms
def stem(word: str, language: str = "en") -> str:
    """The stem of a word in small letters; the word itself in a language without a stemmer.

    `language` is an ISO 639-1 code, with or without a region. A word with
    anything but letters in it (a number, an address) is left as it is.
    """
    lower = word.lower()
    name = ALGORITHMS.get(language[:2])
    return str(_stemmer(name).stemWord(lower)) if name and lower.isalpha() else lower
