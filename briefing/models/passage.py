"""A sentence of a story that may be quoted, and what it needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.models.story import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence as it may be printed, judged once for all blocks.

    `place` is its number in its story from 0. `fit`: it has no hazard of its own,
    such as a lost end or a caption's form. `opens`: it may be the first
    sentence beneath its own story's headline. `stands`: it can be read with
    nothing beside it. `leans`: what it is about stands before it, in its
    headline or in another sentence. `needs` are groups of places in its own
    story, of each of which one sentence must stand before or right after it;
    an empty group cannot be met.
    """

    sentence: Sentence
    place: int
    fit: bool = True
    opens: bool = True
    stands: bool = True
    leans: bool = False
    needs: tuple[tuple[int, ...], ...] = ()

    @property
    def text(self) -> str:
        """The sentence's own words."""
        return self.sentence.text


class StoryPassages(Protocol):
    """The first sentences of one story: cutting them is cheap, judging them is not.

    A morning reads the beginning of every story and prints sentences of few.
    """

    def beginnings(self, most: int) -> Sequence[str]:
        """The words of the first `most` passages, of all where there are fewer."""

    def judged(self, most: int) -> Sequence[Passage]:
        """The first `most` passages in reading order, all where there are fewer."""
