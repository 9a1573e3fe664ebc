"""Words of a sentence as condensing compares them: stems, terms, bigrams."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from briefing.text.clean import word_set

_TOKEN = re.compile(r"[^\W_](?:[\w'’.,-]*[^\W_])?")
FUNCTION_WORDS = word_set(
    "a about above after again against all also although am an and any are as at be because been "
    "before being below between both but by can could did do does doing down during each even few "
    "for from further had has have having he her here hers herself him himself his how however i if "
    "in into is it its itself just may me might more most must my myself no nor not now of off on "
    "once one only or other our ours out over own per quite rather same shall she should since so "
    "some such than that the their theirs them themselves then there these they this those though "
    "through to too two under until up upon us very was we were what when where whether which while "
    "who whom whose why will with within without would yet you your yours say says said saying told"
)


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, without a genitive 's."""
    found = (match.group().lower() for match in _TOKEN.finditer(text))
    return [re.sub(r"['’]s$", "", token) for token in found]


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    return str(Stemmer.Stemmer("english").stemWord(word))


def is_function_word(word: str, language: str = "en") -> bool:
    return word in FUNCTION_WORDS
