"""The number of dead, hurt or missing that a text tells, in nine languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.text.clean import word_set

MOST_TOLL = 10_000_000  # beyond that a number is something else

# Words that count without a number, at the most they can mean.
_VAGUE = {
    **dict.fromkeys(word_set("several einige plusieurs varios diversi vários enkele flera"), 9),
    **dict.fromkeys(
        word_set("dozens scores dutzende dizaines decenas decine dezenas tientallen dussintals"), 90
    ),
    **dict.fromkeys(
        word_set(
            "hundreds hunderte centaines cientos centinaia centenas honderden hundratals сотни"
        ),
        900,
    ),
    **dict.fromkeys(
        word_set("thousands tausende milliers miles migliaia milhares duizenden tusentals тысячи"),
        9_000,
    ),
}
_SMALL = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
)
_GERMAN = re.findall(r"\w+", "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf")
_WORDS = {
    **{word: number for number, word in enumerate(_SMALL, 1)},
    **{word: number for number, word in enumerate(_GERMAN, 1)},
    **_VAGUE,
}
_COUNT = rf"(?P<count>\d{{1,3}}(?:[,.  ]\d{{3}})+|\d{{1,7}}|{'|'.join(sorted(_WORDS))})"
_HARM = (
    r"(?:dead|killed|die[sd]?|deaths?|fatalities|casualties|victims|bodies|lives|missing|"
    r"injured|wounded|hurt"
    r"|tote[nr]?|getötet|verletzte|vermisste|opfer|morts?|tués?|blessés|disparus|victimes"
    r"|muertos|fallecidos|heridos|desaparecidos|víctimas|morti|vittime|feriti|dispersi"
    r"|mortos|feridos|desaparecidos|doden|gewonden|vermisten|döda|skadade|saknade"
    r"|погиб\w*|убит\w*|ранен\w*|пропавш\w*)"
)
_BEFORE = (
    r"(?:kills?|killed|killing|claims?|leaves?|toll\s(?:\w+\s){0,3}(?:to|at|of|past|above)|"
    r"tötet|fordert|tue|mata|uccide|dödar|dood\w*)"
)
_TOLL = re.compile(
    rf"(?<![\w.,$€£-]){_COUNT}(?![\w%-]|\.\d)(?:\s+[^\W\d_]+){{0,3}}?\s+(?P<harm>{_HARM})\b"
    rf"|\b{_BEFORE}\s(?:[^\W\d_]+\s){{0,3}}?{_COUNT.replace('count', 'after')}(?![\w%-]|\.\d)",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"injured|wounded|hurt|missing|verletzt|vermisst|bless|disparu|herid|desapar|ferit|feri|"
    r"dispers|gewond|skad|sakn|ранен|пропав",
    re.IGNORECASE,
)
_YEAR = range(1900, 2101)


@dataclass(frozen=True, slots=True, order=True)
class Toll:
    """A number of dead, 0 for none told; "hundreds" is at most 900 and not exact."""

    number: int = 0
    exact: bool = True


def toll(text: str) -> Toll:
    """The highest number of dead that a text tells. Linear in the text."""
    return max(_tolls(text), default=Toll())


def _tolls(text: str) -> Iterator[Toll]:
    for match in _TOLL.finditer(text):
        if match.group("harm") and _HURT.match(match.group("harm")):
            continue
        written = (match.group("count") or match.group("after")).lower()
        number = _WORDS.get(written) or int(re.sub(r"\D", "", written) or 0)
        if number not in _YEAR and number <= MOST_TOLL:
            yield Toll(number, written not in _VAGUE)
