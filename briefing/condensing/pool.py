"""The candidates of a summary, and which of them need which others beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.condensing.ties import Groups
from briefing.condensing.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Candidates in the order they are preferred, and for each what it needs, by row."""

    units: tuple[Unit, ...]
    needs: tuple[Groups, ...]


def pool_of(
    every: Sequence[Unit],
    numbers: Sequence[int],
    needs: Sequence[Groups],
    *,
    shown: Sequence[int] = (),
    most: int = 20,
) -> Pool:
    """The first candidates whose needs can be met among them, or are met by what is `shown`.

    `numbers` name units of `every`, `needs` holds what each unit of `every` needs.
    """
    open_needs = [
        tuple(group for group in groups if not set(group) & set(shown)) for groups in needs
    ]
    kept = _met(_met(numbers, open_needs)[:most], open_needs)
    row = {number: place for place, number in enumerate(kept)}
    return Pool(
        units=tuple(every[number] for number in kept),
        needs=tuple(
            tuple(tuple(row[n] for n in group if n in row) for group in open_needs[number])
            for number in kept
        ),
    )


def _met(numbers: Sequence[int], needs: Sequence[Groups]) -> list[int]:
    """The units whose needs the others can meet; those that lose theirs on the way go, too."""
    kept = list(numbers)
    while True:
        held = set(kept)
        fit = [n for n in kept if all(held & set(group) for group in needs[n])]
        if len(fit) == len(kept):
            return kept
        kept = fit
