"""The seam: how stories are grouped can be chosen by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from briefing.errors import InputError
from briefing.grouping.partition import group
from briefing.models import Edit, Story, Topic


class Grouper(Protocol):
    """What puts stories into topics; see `group` for what it must hold to."""

    def __call__(
        self, stories: Sequence[Story], *, known: Sequence[Topic] = (), edits: Sequence[Edit] = ()
    ) -> tuple[Topic, ...]:
        """Every given story in exactly one event of one topic."""


GROUPERS: dict[str, Grouper] = {"lexical": group}


def grouper(name: str = "lexical") -> Grouper:
    """The grouper of that name; InputError if there is none."""
    if name not in GROUPERS:
        raise InputError("is no grouper", where=name, hint=f"one of: {', '.join(sorted(GROUPERS))}")
    return GROUPERS[name]
