"""Terms that strangers share as easily as stories of one event do: they join next to nothing.

Words of the calendar, of offices and nations are known beforehand
(`weak_words`). Two more kinds only the batch can tell: first names, and the
labels that outlets set before headlines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from itertools import pairwise

from briefing.grouping.features import Reading, terms_of
from briefing.grouping.weak_words import weak_words
from briefing.text.proper_names import ROLES, Token

# In more stories than these, how alike the stories of a term are tells by itself what joins.
FEW_STORIES = 80
# A first name hardly ever stands alone: at most in this share of its stories.
ALONE_SHARE = 0.1
# Surnames that begin alike are one in two cases of a language with cases: Putin, Putina.
SAME_BEGINNING = 4

_END = Token("", opens=True, joined=False)


def weak_terms(readings: Sequence[Reading]) -> frozenset[str]:
    """The terms of these stories by which no two of them are joined."""
    if len(readings) > FEW_STORIES:
        return frozenset()
    return _known(readings) | _first_names(readings) | _labels(readings)


def _known(readings: Sequence[Reading]) -> frozenset[str]:
    languages = sorted({reading.language for reading in readings})
    return frozenset(
        term
        for language in languages
        for word in weak_words(language)
        for term in terms_of(word, language)
    )


def _first_names(readings: Sequence[Reading]) -> frozenset[str]:
    """Words that nearly always stand before a name, and before another in another story.

    Donald Trump and Donald Tusk; Port Aldmere and Port Selwyn too.
    """
    surnames: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    alone: Counter[str] = Counter()
    for reading in readings:
        followed = _followed(reading)
        for head, names in followed.items():
            surnames[head].append(names)
        alone.update(set(reading.terms) - followed.keys())
    return frozenset(
        head
        for head, names in surnames.items()
        if alone[head] <= ALONE_SHARE * len(names) and _strangers(names)
    )


def _followed(reading: Reading) -> dict[str, frozenset[str]]:
    """Each word with a capital that always stands before a name, and before which; as terms."""
    after: defaultdict[str, set[str]] = defaultdict(set)
    named = reading.named
    for token, follower in pairwise((*reading.tokens, _END)):
        surname = terms_of(follower.word, reading.language) if _is_surname(named, follower) else ()
        for term in terms_of(token.word, reading.language):
            may_be_first = token.word[0].isupper() and not _is_country(term)
            after[term].add(surname[-1][:SAME_BEGINNING] if surname and may_be_first else "")
    return {term: frozenset(names) for term, names in after.items() if "" not in names}


def _is_surname(named: Set[str], token: Token) -> bool:
    joined = token.joined and not token.opens
    return joined and token.word in named and token.word not in ROLES


def _is_country(term: str) -> bool:
    return len(term) == 2 and term.isupper()


def _strangers(surnames: Sequence[frozenset[str]]) -> bool:
    """True where two stories have other surnames, and none has two that would link them."""
    return all(len(names) == 1 for names in surnames) and len(frozenset().union(*surnames)) > 1


def _labels(readings: Sequence[Reading]) -> frozenset[str]:
    """Parts of headlines that several have, and none of their stories speaks of."""
    labels = Counter(label for reading in readings for label in set(reading.labels))
    return frozenset(term for label, count in labels.items() if count > 1 for term in label)
