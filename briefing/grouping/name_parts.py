"""Parts of names that hardly ever stand alone: with "Aldmere" comes "Port", one name and not two.

Two stories that share "Port Aldmere" share one thing, the place; two that
share "Aldmere" and "dockers" share two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.grouping.features import Reading, terms_of

# Of the stories that hold a part, in so many it stands beside the other; chosen, not measured.
TOGETHER_SHARE = 0.8


def dependent_parts(readings: Sequence[Reading]) -> dict[str, str]:
    """Term -> the more frequent one beside which it nearly always stands in a name.

    Of two that are as frequent the later in the alphabet depends on the other.
    """
    stories = Counter(term for reading in readings for term in reading.terms)
    beside = Counter(pair for reading in readings for pair in set(_neighbours(reading)))
    return {
        rarer: other
        for (rarer, other), together in sorted(beside.items())
        if (stories[other], rarer) > (stories[rarer], other)
        and together >= TOGETHER_SHARE * stories[rarer]
    }


def _neighbours(reading: Reading) -> Iterator[tuple[str, str]]:
    """Terms that stand side by side in a name, in both orders."""
    for run in reading.runs:
        terms = [term for word in run for term in terms_of(word, reading.language)]
        for one, other in pairwise(terms):
            if one != other:
                yield one, other
                yield other, one
