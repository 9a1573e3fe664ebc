"""Sentences too loose to stand on their own line: questions, our own voice, "the queue" nobody met.

What a summary may say right after the sentence it goes with, a line apart may
not. In English a "the" points at what readers have met: in the block above,
or because there is only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.text.clean import word_set
from briefing.text.terms import terms, words
from briefing.text.voice import in_first_person, unquoted

_POINTS = re.compile(r"[\"“‘(]?(?:The|This|That|These|Those|Such)\s+")
_CLAUSE = re.compile(
    r"(?:As (?:previously|already|mentioned|noted|described)|(?:Just |Only |Soon )?(?:[\w-]+ ){0,3}"
    r"(?:After|after|Before|before|When|when|While|while|Once|once|Until|until|As|as|If|if|Since|"
    r"since|Because|because) (?:it|they|he|she|this|that|these|those)|In order to|To do (?:so|this|"
    r"that)|Adding insult)\b"
)
_HEAD = 4  # words after "the" among which its noun stands
_EXPLAINED = word_set("of who whom whose that which where behind against between")
_ONLY_ONE = word_set(
    "government opposition president prime king queen pope parliament police army navy weather sun "
    "moon world country capital economy public media internet press stock central foreign finance "
    "interior supreme army coast first latest most best worst biggest largest highest lowest only"
)


def is_loose(text: str, shown: Iterable[str], language: str = "en") -> bool:
    """True for a sentence that readers of `shown` alone cannot place. English; else False."""
    if language[:2] != "en":
        return False
    bare = unquoted(text)
    if text.rstrip('"”’) ').endswith("?") or in_first_person(bare) or _CLAUSE.match(bare):
        return True
    match = _POINTS.match(text)
    return match is not None and not _is_known(text[match.end() :], shown)


def _is_known(rest: str, shown: Iterable[str]) -> bool:
    """True where what follows "the" is explained, unique, named or met above."""
    opening = rest.split()[:_HEAD]
    if any(word[:1].isupper() or word[:1].isdigit() for word in opening[:2]):
        return True
    first = words(" ".join(opening))
    if set(first[1:]) & _EXPLAINED or set(first[:1]) & _ONLY_ONE:
        return True
    met = {term for one in shown for term in terms(one)}
    return bool(set(terms(" ".join(opening))) & met)
