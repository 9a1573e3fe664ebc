"""How well two partitions agree: BCubed (Bagga and Baldwin 1998) and pairs put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """Per item: the share of its group that is of its class, and of its class in its group."""
    both, golds, groups = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    items = max(1, len(gold))
    precision = sum(n * n / groups[group] for (_, group), n in both.items()) / items
    recall = sum(n * n / golds[label] for (label, _), n in both.items()) / items
    return Agreement(precision, recall)


def pairwise(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """Over pairs of items put together; 1 where there is no pair to find."""
    both = _pairs(Counter(zip(gold, found, strict=True)))
    put, wanted = _pairs(Counter(found)), _pairs(Counter(gold))
    return Agreement(both / put if put else 1.0, both / wanted if wanted else 1.0)


def _pairs(sizes: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())
