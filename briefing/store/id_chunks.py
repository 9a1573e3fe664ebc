"""Many ids, asked for some at a time: a database takes some thousands in one question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

IDS_AT_ONCE = 500  # chosen, not measured


def id_chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in their order, at most so many at a time."""
    return (ids[start : start + IDS_AT_ONCE] for start in range(0, len(ids), IDS_AT_ONCE))
