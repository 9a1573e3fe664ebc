"""The seam of heavy pure steps: a function of many stories, here or elsewhere, chunk by chunk.

A step is a function from a tuple to a tuple of as many values, each made from
its own member alone. So it makes no difference where a chunk is worked, and
how many stories it has: what comes back is the same, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")
# Sent out at once: large enough that sending is little beside the work (docs/decisions.md,
# More than one machine), small enough that a lost chunk costs a second at most.
CHUNK_STORIES = 50


class ChunkMap(Protocol):
    """What applies a step to a sequence: `map` for functions of chunks."""

    def __call__(
        self,
        step: Callable[[tuple[A, ...]], tuple[B, ...]],
        members: Sequence[A],
        *,
        most: int = CHUNK_STORIES,
    ) -> tuple[B, ...]:
        """What the step gives for each member, in order; chunks have at most `most`."""


def in_place(
    step: Callable[[tuple[A, ...]], tuple[B, ...]],
    members: Sequence[A],
    *,
    most: int = CHUNK_STORIES,
) -> tuple[B, ...]:
    """All of it here and now, as one chunk."""
    del most
    return step(tuple(members))


# What applies a step to so many stories: a few are not worth the way.
Steps = Callable[[int], ChunkMap]


def here(stories: int) -> ChunkMap:
    """In place, however many."""
    del stories
    return in_place


@dataclass(frozen=True, slots=True)
class Chunked:
    """The chunks go to an executor. Step and members must be picklable.

    An error of a step comes up here; of several, that of the first chunk.
    """

    executor: Executor

    def __call__(
        self,
        step: Callable[[tuple[A, ...]], tuple[B, ...]],
        members: Sequence[A],
        *,
        most: int = CHUNK_STORIES,
    ) -> tuple[B, ...]:
        """See `ChunkMap`."""
        futures = [self.executor.submit(step, chunk) for chunk in chunks(members, most)]
        try:
            return tuple(chain.from_iterable(future.result() for future in futures))
        finally:
            for future in futures:
                future.cancel()


def chunks(members: Sequence[A], most: int = CHUNK_STORIES) -> Iterator[tuple[A, ...]]:
    """The members in order, at most so many at a time."""
    return (tuple(members[at : at + most]) for at in range(0, len(members), most))
