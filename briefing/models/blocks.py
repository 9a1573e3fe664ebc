"""The kinds of blocks there are, read from the one list of them: the union `Block`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

from briefing.models.edition import Block


def kind_of(block_class: type[Any]) -> str:
    """The `kind` that blocks of a class bear, which also names their templates."""
    return next(str(field.default) for field in fields(block_class) if field.name == "kind")


# Class by kind, in the order of an edition whose newsletter names no other.
BLOCK_CLASSES: dict[str, type[Any]] = {kind_of(each): each for each in get_args(Block)}


def place_of(kind: str) -> str:
    """The name of a kind's place in a layout and in `edition: blocks:`; topics share one."""
    return "topics" if kind == "topic" else kind


# The places, in the same order.
BLOCK_PLACES: tuple[str, ...] = tuple(map(place_of, BLOCK_CLASSES))
