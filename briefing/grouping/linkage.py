"""Average linkage over sparse similarities, with units that stay whole and units kept apart."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence

from briefing.grouping.constraints import Bonds

Edge = tuple[int, int, float]


class Linkage:
    """Items that merge, the most similar two groups first, down to a similarity.

    The similarity of two groups is the mean over all their pairs; a pair
    without an edge counts 0. A group is named by its lowest item. Ties are
    broken by these names.
    """

    def __init__(self, items: int, edges: Iterable[Edge]) -> None:
        self._members: dict[int, list[int]] = {item: [item] for item in range(items)}
        self._home = list(range(items))
        self._sums: dict[int, dict[int, float]] = {item: {} for item in range(items)}
        self._apart: dict[int, set[int]] = {}
        self._known: list[dict[int, int]] = []
        for i, j, similarity in edges:
            self._sums[i][j] = self._sums[j][i] = similarity

    def obey(self, bonds: Bonds, item_of: Sequence[int], *known: Mapping[int, int]) -> None:
        """Begin with what is bound or kept apart; `item_of` maps the bonds' rows to items.

        `known` are labels of rows: groups with different labels never merge.
        """
        for row, item in enumerate(item_of):
            self._join(self._home[item], self._home[item_of[bonds.root(row)]])
        for i, j in bonds.pairs_apart():
            self._keep_apart(self._home[item_of[i]], self._home[item_of[j]])
        self._known = [
            {self._home[item_of[row]]: label for row, label in sorted(labels.items())}
            for labels in known
        ]

    def run(self, stop: float) -> list[list[int]]:
        """Merge while two groups are at least `stop` similar; the groups, sorted."""
        heap = [entry for i in self._members for entry in self._entries(i, stop) if entry[1] == i]
        heapq.heapify(heap)
        while heap:
            negative, i, j = heapq.heappop(heap)
            if self._may_join(i, j) and self._similarity(i, j) == -negative:
                for entry in self._entries(self._join(i, j), stop):
                    heapq.heappush(heap, entry)
        return sorted(sorted(group) for group in self._members.values())

    def _join(self, i: int, j: int) -> int:
        """Merge two groups; the name of both together."""
        low, high = min(i, j), max(i, j)
        if low == high:
            return low
        for item in self._members[high]:
            self._home[item] = low
        self._members[low] += self._members.pop(high)
        for labels in self._known:
            if high in labels:
                labels[low] = labels.pop(high)
        self._carry_over(low, high)
        return low

    def _carry_over(self, low: int, high: int) -> None:
        """What `high` was to other groups, `low` is now."""
        for other, total in self._sums.pop(high).items():
            del self._sums[other][high]
            if other != low:
                total += self._sums[low].get(other, 0.0)
                self._sums[low][other] = self._sums[other][low] = total
        for other in self._apart.pop(high, set()):
            self._apart[other].discard(high)
            self._keep_apart(low, other)

    def _keep_apart(self, i: int, j: int) -> None:
        self._apart.setdefault(i, set()).add(j)
        self._apart.setdefault(j, set()).add(i)

    def _may_join(self, i: int, j: int) -> bool:
        alive = i in self._members and j in self._members
        if not alive or j in self._apart.get(i, ()):
            return False
        return not any(_differ(labels, i, j) for labels in self._known)

    def _similarity(self, i: int, j: int) -> float:
        """The mean similarity of two groups, rounded so that ties are ties."""
        pairs = len(self._members[i]) * len(self._members[j])
        return round(self._sums[i].get(j, 0.0) / pairs, 9)

    def _entries(self, i: int, stop: float) -> Iterable[tuple[float, int, int]]:
        for j in self._sums[i]:
            similarity = self._similarity(i, j)
            if similarity >= stop:
                yield -similarity, min(i, j), max(i, j)


def _differ(labels: Mapping[int, int], i: int, j: int) -> bool:
    return i in labels and j in labels and labels[i] != labels[j]
