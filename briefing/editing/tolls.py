"""How many a text says were killed, hurt or are missing: numbers that grow from hour to hour."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefing.editing.facts import value_of
from briefing.text.clean import word_set
from briefing.text.terms import words

# Vague numbers at their upper bound: "dozens" is less than any hundred.
_VAGUE = {
    "dozens": 90.0,
    "scores": 90.0,
    "hundreds": 900.0,
    "thousands": 9000.0,
    "dutzende": 90.0,
    "hunderte": 900.0,
    "tausende": 9000.0,
    "dizaines": 90.0,
    "centaines": 900.0,
    "milliers": 9000.0,
    "decenas": 90.0,
    "cientos": 900.0,
    "miles": 9000.0,
    "decine": 90.0,
    "centinaia": 900.0,
    "migliaia": 9000.0,
    "dezenas": 90.0,
    "centenas": 900.0,
    "milhares": 9000.0,
    "tientallen": 90.0,
    "honderden": 900.0,
    "duizenden": 9000.0,
}
# "Four thousand", "3 mil": a number before one of these is that many times as much.
_SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1_000_000.0} | dict.fromkeys(
    ("tausend", "mille", "mil", "mila", "duizend", "tusen", "тысяч", "тысячи"), 1000.0
)
_BOUNDS = frozenset(_VAGUE.values())
_SINGLE = {"one": 1.0, "man": 1.0, "woman": 1.0, "boy": 1.0, "girl": 1.0}
_KILLED = word_set(
    "dead killed kills kill killing dies die died deaths fatalities bodies toll murdered slain "
    "tote toten toter getötet tot todesopfer ums sterben starben morts mort tués tuées tué décès "
    "muertos muertas muerto fallecidos mueren morti morte uccisi vittime mortos mortas doden "
    "gedood omgekomen döda dödade dödsoffer погибли погибших убиты قتلى قتيلا"
)
_HURT = word_set(
    "injured hurt wounded injures injuries verletzt verletzte verletzten blessés heridos feriti "
    "feridos gewonden skadade ранены пострадали جرحى"
)
_MISSING = word_set(
    "missing vermisst vermisste vermissten disparus desaparecidos dispersi desaparecidos vermist "
    "saknade"
)
# English words that are everyday words elsewhere: "die Kunden" died of nothing.
_NO_TOLL = {"de": word_set("die dies"), "nl": word_set("die")}
_KINDS = {"killed": _KILLED, "hurt": _HURT, "missing": _MISSING}
_COUNTED = _KILLED | _HURT | _MISSING
# Words between a number and what it counts: "12 people were killed", "killed at least 12".
_BEFORE_WORDS = 5  # of a number before what it counts: chosen, not measured
_AFTER_WORDS = 4  # of a number after it: chosen, not measured
_YEARS = range(1900, 2101)
# "2023", ages and clock times are no tolls of news; nor is more than a great earthquake's:
# chosen, not measured.
MOST_VICTIMS = 1_000_000.0


@lru_cache(maxsize=5_000)
def tolls(text: str, language: str = "en") -> tuple[tuple[str, float], ...]:
    """The highest number of each kind that a text tells; kinds it does not tell are left out."""
    highest: dict[str, float] = {}
    for kind, value in _tolls(words(text), language):
        highest[kind] = max(value, highest.get(kind, 0.0))
    return tuple(sorted(highest.items()))


def is_vague(value: float) -> bool:
    """True for the upper bound of a word such as "hundreds"."""
    return value in _BOUNDS


def _tolls(listed: list[str], language: str) -> Iterator[tuple[str, float]]:
    if _COUNTED.isdisjoint(listed):
        return
    values = _values(listed, language)
    everyday = _NO_TOLL.get(language[:2], frozenset())
    for place, word in enumerate(listed):
        if word in everyday:
            continue
        kind = next((name for name, known in _KINDS.items() if word in known), None)
        if kind is None:
            continue
        before = [v for v in values[max(0, place - _BEFORE_WORDS) : place] if v is not None]
        after = [v for v in values[place + 1 : place + 1 + _AFTER_WORDS] if v is not None]
        if before or after:
            yield kind, before[-1] if before else after[0]


def _values(listed: list[str], language: str) -> list[float | None]:
    """The number at each word, that of "four thousand" at its last."""
    values = [_value(word, language) for word in listed]
    for place, word in enumerate(listed[1:], 1):
        number = values[place - 1]
        if word in _SCALES and number is not None:
            values[place - 1], values[place] = None, number * _SCALES[word]
    return values


def _value(word: str, language: str) -> float | None:
    value = _VAGUE.get(word, _SINGLE.get(word, value_of(word, language)))
    if value is None or value in _YEARS or value > MOST_VICTIMS or value != int(value):
        return None
    return value
