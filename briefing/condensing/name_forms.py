"""Names in full and in short: "Angela Merkel" once, "Merkel" from then on.

A summary that says "Merkel" before "Angela Merkel" leaves its reader to
guess. A name in full is a run of capitalised words; its last word alone, or
after "Mr", is the short form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.text.background import is_common
from briefing.text.clean import word_set
from briefing.text.terms import is_stop_word

# "J." and "Jr." belong to a name; small words may stand inside one.
_RUN = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
    r"(?: (?:(?:de|da|di|del|der|den|van|von|bin|al|el|la|le) ){0,2}[A-ZÀ-ÖØ-Þ][\w'’.-]*)*"
)
_ACRONYM = re.compile(r"(?<![A-Z])[A-Z]{2,}+s?$|\.")
_ENDING = re.compile(r"['’]s?$|(?<![.'’-])[.'’-]++$")
_COURTESY = word_set("Mr Mrs Ms Miss Mx Dr Sir Lord Lady Dame Prof Madame")
_GENITIVE = re.compile(r"['’]s? ")
_SUFFIX = word_set("Jr Sr II III IV Jr. Sr.")
# Last words of names that are no one's, and first words that make a place of the next.
_NO_SURNAME = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December "
    "States Kingdom Nations Union House Senate Congress Parliament Court City County State Street "
    "Road Avenue Park Airport University College School Hospital Police Department Ministry Party "
    "Council Committee Commission Agency Office Bureau Center Centre Institute Foundation "
    "International National Times Post News Journal Press Group Company Corp Inc Ltd Association "
    "Federation League Cup Club Games Series Islands Island River Sea Ocean Bay Beach Valley "
    "Mountains Republic Republicans Democrats Democrat Republican Minister President Secretary "
    "Army Navy Force Forces War Church Act Bill Day Year Week Test Bank Board Fund Service "
    "Services Center Region District Province America American Korea Africa Asia Europe East West "
    "North "
    "South Zealand York Jersey Hampshire Mexico Carolina Dakota Virginia Delhi Wales Ireland "
    "Arabia Lanka Kong Coast Hill Square Bridge Tower Hotel Stadium Central Team Show Olympic "
    "Olympics Catholic India England Pakistan China Israel Russia Iran Iraq Syria Museum Zoo Daily"
)
_MAKES_PLACE = word_set(
    "North South East West Northern Southern Eastern Western New Old Upper Lower Greater Saint St "
    "San Santa Los Las Fort Mount Lake Port El Central Great"
)


def named_in_full(text: str) -> frozenset[str]:
    """Last words of the names of several words that the text holds."""
    return frozenset(run[-1] for run in _runs(text) if _is_full(run))


def named_in_short(text: str) -> frozenset[str]:
    """Words that stand alone, or after "Mr", where a name might stand, before any full form."""
    full: set[str] = set()
    short: set[str] = set()
    for run in _runs(text):
        if _is_full(run):
            full.add(run[-1])
        elif run[-1] not in full:
            short.add(run[-1])
    return frozenset(short)


def _is_full(run: Sequence[str]) -> bool:
    return (
        len(run) > 1
        and run[-2] not in _COURTESY
        and run[-2] not in _MAKES_PLACE
        and run[-1] not in _NO_SURNAME
        and len(run[-1]) > 2
        and not _ACRONYM.search(run[-1])
    )


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of capitalised words, without small words, suffixes and what opens a sentence."""
    for match in _RUN.finditer(text):
        for piece in _GENITIVE.split(match.group()):
            run = [_bare(word) for word in piece.split() if word[0].isupper()]
            while run and is_stop_word(run[0].lower()):
                run.pop(0)
            if len(run) == 2 and match.start() < 2 and is_common(run[0]):
                run.pop(0)
            if len(run) > 1 and run[-1] in _SUFFIX:
                run.pop()
            if run:
                yield tuple(run)


def _bare(word: str) -> str:
    return _ENDING.sub("", word)
