"""Near-duplicates: wire copies of one text in several outlets.

Shingles of three words, sampled by a stable hash, find candidates; exact
Jaccard similarity of all shingles decides (Broder, 1997: On the resemblance
and containment of documents). Nothing is merged: copies stay stories, and
are named as such.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from briefing.models import Story

THRESHOLD = 0.6
SIZE = 3
SAMPLE = 8
FEW = 64
LONGEST = 50
MAX_WORDS = 3000
_WORD = re.compile(r"[^\W_]+")


class NearIndex:
    """Texts met so far. `add` says which of them a new one nearly repeats.

    Time grows with the length of a text, not with the number of texts: an
    entry of the index keeps the first 50 texts only.
    """

    def __init__(self, *, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._shingles: dict[str, frozenset[int]] = {}
        self._index: dict[int, list[str]] = defaultdict(list)

    def add(self, story_id: str, text: str) -> tuple[str, ...]:
        """The ids of earlier texts with a similarity over the threshold, in order of adding."""
        shingles = shingles_of(text)
        sample = _sample(shingles)
        met = Counter(other for shingle in sample for other in self._index.get(shingle, ()))
        near = [
            other for other in self._shingles if other in met and self._is_near(other, shingles)
        ]
        self._shingles[story_id] = shingles
        for shingle in sample:
            if len(self._index[shingle]) < LONGEST:
                self._index[shingle].append(story_id)
        return tuple(near)

    def _is_near(self, other: str, shingles: frozenset[int]) -> bool:
        return resemblance(self._shingles[other], shingles) >= self._threshold


def copies(
    stories: Iterable[Story], *, threshold: float = THRESHOLD
) -> tuple[tuple[str, ...], ...]:
    """Groups of at least two stories that tell one text, by id, in order of their first story.

    Two stories that are near to a third are in one group. Independent of the
    order of the stories, but for the order of the groups.
    """
    index, leader = NearIndex(threshold=threshold), _UnionFind()
    for story in stories:
        leader.add(story.id)
        for other in index.add(story.id, story.text):
            leader.join(other, story.id)
    return leader.groups()


def shingles_of(text: str) -> frozenset[int]:
    """Stable hashes of all runs of three words, case aside, of the first 3,000 words."""
    words = [
        match[0].lower() for match, _ in zip(_WORD.finditer(text), range(MAX_WORDS), strict=False)
    ]
    runs = (" ".join(words[at : at + SIZE]) for at in range(max(len(words) - SIZE + 1, 0)))
    return frozenset(zlib.crc32(run.encode("utf-8", "replace")) for run in runs)


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard similarity, 0 where there is nothing to compare."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _sample(shingles: frozenset[int]) -> list[int]:
    """One shingle in eight by value, all of a short text; sorted, so that no hash seed shows."""
    if len(shingles) <= FEW:
        return sorted(shingles)
    return sorted(shingle for shingle in shingles if shingle % SAMPLE == 0)


class _UnionFind:
    """Disjoint sets (union-find, Galler and Fischer 1964); the first member leads each."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._rank: dict[str, int] = {}

    def add(self, name: str) -> None:
        self._above.setdefault(name, name)
        self._rank.setdefault(name, len(self._rank))

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self._top(one), self._top(other)), key=self._rank.__getitem__)
        self._above[second] = first

    def groups(self) -> tuple[tuple[str, ...], ...]:
        found: dict[str, list[str]] = {}
        for name in self._above:
            found.setdefault(self._top(name), []).append(name)
        return tuple(tuple(names) for names in found.values() if len(names) > 1)

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            name = self._above[name]
        return name
