"""Whether a sentence adds something to what readers were told.

After the novelty tracks of TREC (Soboroff and Harman, 2003): the share of a
sentence's terms that an earlier sentence holds. A number that no like
sentence had is news by itself: "15 dead" after "12 dead".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.text.clean import word_set
from briefing.text.terms import terms

# Shares of a sentence's terms. Tuned on benchmarks/novelty.py.
TOLD = 0.6  # one earlier sentence that holds as much told it
LIKE = 0.3  # earlier sentences that hold as much tell of the same thing
TOLD_TOGETHER = 0.85  # ... and together told it
ALONE = 0.25  # a sentence that no other shares as much with is told by nobody else
_NUMBER = re.compile(r"\d[\d.,:]*")
_NUMBER_WORDS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million billion dozen first second third"
)


@dataclass(frozen=True, slots=True)
class Memory:
    """The terms of every sentence told, found by any of them."""

    sentences: tuple[frozenset[str], ...]
    holders: dict[str, tuple[int, ...]]
    language: str

    @classmethod
    def of(cls, sentences: Iterable[str], *, language: str = "en") -> Memory:
        """From the sentences' texts."""
        bags = tuple(frozenset(terms(text, language)) for text in dict.fromkeys(sentences))
        holders: dict[str, list[int]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for term in sorted(bag):
                holders[term].append(number)
        return cls(bags, {term: tuple(numbers) for term, numbers in holders.items()}, language)

    def adds(self, text: str) -> bool:
        """True where a sentence says what none of these, nor all like it together, said."""
        own = frozenset(terms(text, self.language))
        if not own or not self.sentences:
            return True
        like = self._like(own)
        if not like:
            return True
        together = frozenset().union(*(self.sentences[number] for number in like))
        if (numbers(text, own) - together) or len(own - together) / len(own) > 1 - LIKE:
            return True
        told = max(len(own & self.sentences[number]) for number in like) / len(own)
        return told < TOLD and len(own & together) / len(own) < TOLD_TOGETHER

    def is_alone(self, text: str) -> bool:
        """True where no sentence here is like it: a stricter measure than `adds`."""
        own = frozenset(terms(text, self.language))
        return bool(own) and not self._like(own, ALONE)

    def _like(self, own: frozenset[str], share: float = LIKE) -> tuple[int, ...]:
        shared: dict[int, int] = defaultdict(int)
        for term in own:
            for number in self.holders.get(term, ()):
                shared[number] += 1
        return tuple(number for number, count in shared.items() if count / len(own) >= share)


def numbers(text: str, own: frozenset[str]) -> frozenset[str]:
    """The numbers of a sentence as terms: digits and small number words."""
    digits = {match.group().rstrip(".,:") for match in _NUMBER.finditer(text)}
    return frozenset(term for term in own if term in digits or term in _NUMBER_WORDS)
