"""Whether a sentence adds something to what readers were told.

After the novelty tracks of TREC (Soboroff and Harman, 2003): how much of a
sentence earlier sentences hold. Terms count by what they say, a rare word more
than a common one; a name that readers know only says of whom the rest is told.
A number that no like sentence had is news by itself ("15 dead" after "12
dead"), and what was denied is not what was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.editing.facts import NUMBER, fact_set, facts, is_negated, names, weight_of

# Shares of a sentence's weight. Tuned on every other topic of benchmarks/novelty.txt.
LIKE_SHARE = 0.3  # an earlier sentence with as much tells the same: tuned on benchmarks/novelty.txt
TOLD_SHARE = 0.48  # the two that hold most, together: as much told it (docs/decisions.md)
TURN_RARE_WORDS = 3.0  # what a "not" that only one of the two has weighs: tuned on the same topics
FEWEST_SHARED_TERMS = 2  # fewer shared by two sentences make nothing alike: chosen, not measured
# "Found only in" asks for more: nobody holds as much, and these terms are nowhere.
ALONE_SHARE = 0.25  # no sentence of others holds as much of it (decisions, "Found only in B")
UNSEEN_SHARE = 0.55  # of its weight stands nowhere else (decisions, "Found only in B")
FEWEST_UNSEEN_TERMS = 4  # of those that say something: chosen, not measured
SAYING_SHARE = 0.5  # of a rare word's weight: such a term says something; chosen, not measured

Weights = Mapping[str, float]


@dataclass(frozen=True)
class KnownText:
    """Every sentence told, each once, found by any of its terms; all is made when asked for.

    Most of what is asked whether it is told elsewhere has too few terms that are nowhere.
    """

    texts: tuple[str, ...]
    language: str

    @classmethod
    def of(cls, sentences: Iterable[str], *, language: str = "en") -> KnownText:
        """From the sentences' texts."""
        return cls(tuple(dict.fromkeys(sentences)), language)

    @cached_property
    def known(self) -> frozenset[str]:
        """The sentences themselves."""
        return frozenset(self.texts)

    @cached_property
    def bags(self) -> tuple[frozenset[str], ...]:
        """The terms of each sentence."""
        return tuple(fact_set(text, self.language) for text in self.texts)

    @cached_property
    def terms(self) -> frozenset[str]:
        """All terms."""
        return frozenset().union(*self.bags)

    @cached_property
    def holders(self) -> Mapping[str, Sequence[int]]:
        """Term -> the numbers of the sentences that hold it, in their order."""
        holders: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            for term in facts(text, self.language):
                holders[term].append(number)
        return dict(holders)

    def adds(self, text: str) -> bool:
        """True where a sentence says what no two of these, taken together, said."""
        weighed = self._weights(text)
        if len(weighed) < FEWEST_SHARED_TERMS or text in self.known:
            return text not in self.known
        like = self._like(weighed, LIKE_SHARE)
        if not like or self._has_new_number(weighed, like):
            return True
        first, second = self._best_two(weighed, like)
        held = self.bags[first] | self.bags[second]
        rest = _without(weighed, held & names(text, self.language))
        denied = is_negated(text, self.language)
        turned = denied != is_negated(self.texts[first], self.language)
        return not rest or _share(rest, held, more=TURN_RARE_WORDS * turned) < TOLD_SHARE

    def is_alone(self, text: str) -> bool:
        """True where nothing here is like it, and most of its terms are nowhere here."""
        weighed, unseen = self._weights(text), self._unseen(text)
        if len([weight for weight in unseen if weight > SAYING_SHARE]) < FEWEST_UNSEEN_TERMS:
            return False
        return sum(unseen) >= UNSEEN_SHARE * sum(weighed.values()) and not self._like(
            weighed, ALONE_SHARE
        )

    def unseen(self, text: str) -> float:
        """How much a sentence tells in terms that are nowhere here."""
        return round(sum(self._unseen(text)), 6)

    def _unseen(self, text: str) -> list[float]:
        weighed = self._weights(text)
        return [weight for term, weight in weighed.items() if term not in self.terms]

    def _weights(self, text: str) -> Weights:
        return {term: weight_of(term, self.language) for term in facts(text, self.language)}

    def _like(self, weighed: Weights, share: float) -> Sequence[int]:
        """The sentences that hold at least a share of these terms, the most of them first."""
        held: dict[int, list[float]] = defaultdict(list)
        for term, weight in weighed.items():
            for number in self.holders.get(term, ()):
                held[number].append(weight)
        most = sum(weighed.values())
        near = [
            (round(sum(weights) / most, 6), -number)
            for number, weights in held.items()
            if len(weights) >= FEWEST_SHARED_TERMS
        ]
        return [-number for part, number in sorted(near, reverse=True) if part >= share]

    def _has_new_number(self, weighed: Weights, like: Sequence[int]) -> bool:
        numbers = [term for term in weighed if term.startswith(NUMBER)]
        return any(all(term not in self.bags[n] for n in like) for term in numbers)

    def _best_two(self, weighed: Weights, like: Sequence[int]) -> tuple[int, int]:
        """The likest sentence, and the one that adds most to it."""
        first = self.bags[like[0]]
        second = max(like, key=lambda n: (round(_share(weighed, first | self.bags[n]), 6), -n))
        return like[0], second


def _without(weighed: Weights, terms: frozenset[str]) -> Weights:
    return {term: weight for term, weight in weighed.items() if term not in terms}


def _share(weighed: Weights, held: frozenset[str], *, more: float = 0.0) -> float:
    """How much of these terms is held; `more` is weight that nothing holds."""
    held_weight = sum(weight for term, weight in weighed.items() if term in held)
    return round(held_weight / (sum(weighed.values()) + more), 6)
