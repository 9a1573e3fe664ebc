"""What of a sentence is compared with another: stems, numbers by value, names, its turn.

"Some 40 houses" and "forty houses" say the same number, "forty" and "sixty"
do not; a sentence with "not" and one without it may hold the same words and
say the contrary.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.text.background import RARE_SHARE, share
from briefing.text.clean import word_set
from briefing.text.proper_names import Token, tokens
from briefing.text.stems import stem
from briefing.text.terms import is_stop_word, words

NUMBER = "#"  # opens a number among the terms; no word begins with it
_COMMA_LANGUAGES = word_set("de fr es it pt nl ru")  # 1.500,25 is what English writes 1,500.25
_CAPITAL_NOUNS = word_set("de")
_DIGITS = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)(k|m|bn|st|nd|rd|th)?")
# Counted from 0. "One", "first" and "second" are too often no numbers.
_SMALL = """
_ _ two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_ORDINALS = "_ _ _ third fourth fifth sixth seventh eighth ninth tenth"
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {
    word: float(step * number)
    for step, names in ((1, _SMALL), (1, _ORDINALS), (10, _TENS))
    for number, word in enumerate(names.split())
    if word != "_"
}
_UNITS = _VALUES | {"one": 1.0}  # after a hyphen
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SUFFIXES = {"k": 1e3, "m": 1e6, "bn": 1e9}
_NEGATIONS = {
    "en": "not no never nobody none neither nor nothing without cannot",
    "de": "nicht nichts kein keine keinen keiner keinem keines nie niemals niemand ohne",
    "fr": "ne n pas jamais rien aucun aucune sans personne",
    "es": "no nunca nada nadie ningún ninguna sin",
    "it": "non mai niente nulla nessuno nessuna senza",
    "pt": "não nunca nada ninguém nenhum nenhuma sem",
    "nl": "niet niets geen nooit niemand zonder",
    "ru": "не нет ни никогда никто ничего без",
    "ar": "لا لم لن ليس ليست غير دون بلا",
}
NEGATIONS = {language: word_set(text) for language, text in _NEGATIONS.items()}
_NOT_ENDINGS = ("n't", "n’t")


@lru_cache(maxsize=20_000)
def facts(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems of a sentence and its numbers as `#40`, each once, in reading order."""
    return tuple(dict.fromkeys(_facts(text, language)))


@lru_cache(maxsize=20_000)
def fact_set(text: str, language: str = "en") -> frozenset[str]:
    """The same, in no order."""
    return frozenset(facts(text, language))


def _facts(text: str, language: str) -> Iterator[str]:
    number: float | None = None
    for word in words(text):
        if word in _SCALES:
            number = (1.0 if number is None else number) * _SCALES[word]
            continue
        if number is not None:
            yield f"{NUMBER}{number:.12g}"
        number, term = _word(word, language)
        if term:
            yield term
    if number is not None:
        yield f"{NUMBER}{number:.12g}"


@lru_cache(maxsize=50_000)
def _word(word: str, language: str) -> tuple[float | None, str]:
    """The value of a number, or the term any other word is; "" for one that says nothing."""
    number = value_of(word, language)
    says_nothing = number is not None or is_stop_word(word, language)
    return number, "" if says_nothing else stem(word, language)


def value_of(word: str, language: str = "en") -> float | None:
    """The value of a number in digits, or of an English number word; None for any other word."""
    group, point = (".", ",") if language[:2] in _COMMA_LANGUAGES else (",", ".")
    bare = word.replace(group, "").replace(point, ".")
    match = None if word.isalpha() else _DIGITS.fullmatch(bare)  # most words: letters alone
    if match:
        return float(match[1]) * _SUFFIXES.get(match[2] or "", 1.0)
    tens, _, unit = word.partition("-")
    if tens in _VALUES and unit in _UNITS:
        return _VALUES[tens] + _UNITS[unit]
    return _VALUES.get(word)


@lru_cache(maxsize=20_000)
def weight_of(fact: str, language: str = "en") -> float:
    """How much a term says, from 0 to 1: its information in everyday news, of a rare word's."""
    if fact.startswith(NUMBER):
        return 1.0
    return math.log(share(fact, language)) / math.log(RARE_SHARE)


def names(text: str, language: str = "en") -> frozenset[str]:
    """The terms of a sentence that stand in a name, as far as capitals tell; none in German."""
    named: set[str] = set()
    for run in _runs(tokens(text)) if language[:2] not in _CAPITAL_NOUNS else ():
        if len(run) > 1 or not run[0].opens:
            named.update(facts(" ".join(token.word for token in run), language))
    return frozenset(term for term in named if not term.startswith(NUMBER))


def _runs(text: Sequence[Token]) -> Iterator[list[Token]]:
    """Words with a capital that follow each other with a blank between."""
    run: list[Token] = []
    for token in text:
        goes_on = token.joined and not token.opens and token.word[0].isupper()
        if run and not goes_on:
            yield run
            run = []
        if token.word[0].isupper():
            run.append(token)
    if run:
        yield run


def is_negated(text: str, language: str = "en") -> bool:
    """True for a sentence with a word that denies, in a language we have a list for."""
    listed = NEGATIONS.get(language[:2], frozenset())
    return any(word in listed or word.endswith(_NOT_ENDINGS) for word in words(text))
