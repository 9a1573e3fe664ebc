"""How common a word is in everyday news: a small table for each language that has one.

The tables were counted for this project (`benchmarks/count_background.py`);
they hold numbers of common words only.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from briefing.text.stems import stem

# What a word that is in no table is taken to have: ten in a million, less than any in it.
RARE_SHARE = 1e-5


@cache  # a file a language, read once
def table(language: str = "en") -> dict[str, float]:
    """Word in small letters -> its share of all words; empty for a language without a table."""
    place = resources.files("briefing.text").joinpath("background", f"{language[:2]}.txt")
    if not place.is_file():
        return {}
    lines = place.read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {word: float(count) / 1e6 for word, count in pairs}


@cache  # the same for its stems
def stem_table(language: str = "en") -> dict[str, float]:
    """Stem -> the share of all its words together."""
    shares: dict[str, float] = {}
    for word, share in table(language).items():
        key = stem(word, language)
        shares[key] = shares.get(key, 0.0) + share
    return shares


def share(term: str, language: str = "en") -> float:
    """The share of a stem among all words; `RARE_SHARE` where the table does not hold it."""
    return stem_table(language).get(term, RARE_SHARE)


def is_common(word: str, language: str = "en") -> bool:
    """True for a word (as written or in small letters) that the table holds."""
    return word.lower() in table(language)
