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
from itertools import islice

from briefing.models import Story

# Jaccard: from here on two are copies, wire copies with another opening; chosen, not measured.
SAME_TEXT_SIMILARITY = 0.6
# Of a run that is compared; chosen, not measured.
SHINGLE_WORDS = 3
# One in so many is indexed, by its value; chosen, not measured.
SAMPLED_SHINGLES = 8
# Of a text with at most so many all are indexed; chosen, not measured.
FEW_SHINGLES = 64
# A shingle of more is boilerplate and finds no further candidates; chosen, not measured.
MOST_SHINGLE_TEXTS = 50
# Of a text, compared: bounds the time of one hostile text; chosen, not measured.
LONGEST_TEXT_WORDS = 3000
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(rb"[^\W_]+")


class NearIndex:
    """Texts met so far. `add` says which of them a new one nearly repeats.

    Time grows with the length of a text, not with the number of texts: an
    entry of the index keeps the first 50 texts only.
    """

    def __init__(self, *, threshold: float = SAME_TEXT_SIMILARITY) -> None:
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
            if len(self._index[shingle]) < MOST_SHINGLE_TEXTS:
                self._index[shingle].append(story_id)
        return tuple(near)

    def _is_near(self, other: str, shingles: frozenset[int]) -> bool:
        return resemblance(self._shingles[other], shingles) >= self._threshold


def copies(
    stories: Iterable[Story], *, threshold: float = SAME_TEXT_SIMILARITY
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
    words = _ascii_words(text) if text.isascii() else _words(text)
    runs = zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)
    return frozenset(map(zlib.crc32, map(b" ".join, runs)))


def _ascii_words(text: str) -> list[bytes]:
    """As `_words`, in a third of the time."""
    return _ASCII_WORD.findall(text.lower().encode("ascii"))[:LONGEST_TEXT_WORDS]


def _words(text: str) -> list[bytes]:
    matches = islice(_WORD.finditer(text), LONGEST_TEXT_WORDS)
    return [match[0].lower().encode("utf-8", "replace") for match in matches]


def resemblance(left: frozenset[int], right: frozenset[int]) -> float:
    """Jaccard similarity, 0 where there is nothing to compare."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def _sample(shingles: frozenset[int]) -> list[int]:
    """One shingle in eight by value, all of a short text; sorted, so that no hash seed shows."""
    if len(shingles) <= FEW_SHINGLES:
        return sorted(shingles)
    return sorted(shingle for shingle in shingles if shingle % SAMPLED_SHINGLES == 0)


class _UnionFind:
    """Disjoint sets (union-find, Galler and Fischer 1964); the first member leads each."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._rank: dict[str, int] = {}

    def add(self, name: str) -> None:
        self._above.setdefault(name, name)
        self._rank.setdefault(name, len(self._rank))

    def join(self, left: str, right: str) -> None:
        first, second = sorted((self._top(left), self._top(right)), key=self._rank.__getitem__)
        self._above[second] = first

    def groups(self) -> tuple[tuple[str, ...], ...]:
        members: dict[str, list[str]] = {}
        for name in self._above:
            members.setdefault(self._top(name), []).append(name)
        return tuple(tuple(names) for names in members.values() if len(names) > 1)

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            name = self._above[name]
        return name
