"""The kinds of blocks there are, read from the one list of them: the union `Block`."""

from __future__ import annotations

from typing import Any, get_args

from briefing.models.edition import Block
from briefing.models.from_plain import kind_of

# Class by kind, in the order of an edition whose newsletter names no other.
BLOCK_CLASSES: dict[str, type[Any]] = {kind_of(each): each for each in get_args(Block)}


def place_of(kind: str) -> str:
    """The name of a kind's place in a layout and in `edition: blocks:`; topics share one."""
    return "topics" if kind == "topic" else kind


# The places, in the same order.
BLOCK_PLACES: tuple[str, ...] = tuple(map(place_of, BLOCK_CLASSES))
