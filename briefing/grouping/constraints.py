"""What must stand together and what apart, before any likeness counts: edits, then known units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefing.grouping.experts import GroupLevel
from briefing.models import Edit


class Bonds:
    """Items bound into groups, and pairs that stay apart. What was said first wins."""

    def __init__(self, items: int) -> None:
        self._parent = list(range(items))
        self._apart: dict[int, set[int]] = {}
        self._frozen: set[int] = set()

    def root(self, item: int) -> int:
        """The lowest item of the group."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def bind(self, i: int, j: int) -> None:
        """Put two items into one group, unless they stay apart."""
        low, high = sorted((self.root(i), self.root(j)))
        if low == high or high in self._apart.get(low, ()):
            return
        self._parent[high] = low
        for other in self._apart.pop(high, set()):
            self._apart[other].discard(high)
            self._add_apart(low, other)

    def part(self, i: int, j: int) -> None:
        """Keep two items apart, unless they are bound."""
        i, j = self.root(i), self.root(j)
        if i != j:
            self._add_apart(i, j)

    def _add_apart(self, i: int, j: int) -> None:
        self._apart.setdefault(i, set()).add(j)
        self._apart.setdefault(j, set()).add(i)

    def freeze(self, members: Sequence[int]) -> None:
        """Bind a known unit; it will not merge with another known one."""
        for member in members[1:]:
            self.bind(members[0], member)
        self._frozen.update(members)

    def known(self) -> dict[int, int]:
        """Item -> the group it is bound to, for the groups that hold a known unit."""
        roots = {self.root(item) for item in self._frozen}
        places = ((item, self.root(item)) for item in range(len(self._parent)))
        return {item: root for item, root in places if root in roots}

    def pairs_apart(self) -> list[tuple[int, int]]:
        """The pairs of groups kept apart, by their lowest items, sorted."""
        return sorted((i, j) for i, others in self._apart.items() for j in others if i < j)


def apply_edits(
    bonds: Bonds, edits: Iterable[Edit], rows: Mapping[str, int], level: GroupLevel
) -> None:
    """The editor's `together` and `apart`, the last decision first, so that it wins.

    `together` puts stories into one topic, with value "event" also into one
    event. `apart` keeps each two of its stories in different topics, with
    value "event" only in different events; with one story it stands alone.
    Stories that are not here are passed over.
    """
    for edit in reversed(list(edits)):
        named = sorted({rows[name] for name in edit.story_ids if name in rows})
        if edit.kind == "together" and (level == "topic" or edit.value == "event"):
            for row in named[1:]:
                bonds.bind(named[0], row)
        if edit.kind == "apart" and (level == "event" or edit.value != "event"):
            _part(bonds, named, alone=len(edit.story_ids) == 1, items=len(rows))


def _part(bonds: Bonds, named: Sequence[int], *, alone: bool, items: int) -> None:
    others = range(items) if alone else named
    for i in named:
        for j in others:
            if i != j:
                bonds.part(i, j)
