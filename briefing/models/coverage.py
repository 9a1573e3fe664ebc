"""The account an edition gives of itself: what was read, considered, used and left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """What one source gave to this edition; `error` is empty where it worked.

    `stale`: it failed so often in a row that its silence says nothing.
    """

    name: str
    stories: int
    error: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A story that is not in the edition, and why."""

    story_id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was read, considered, used and left out.

    `notes` say what else was decided on the way, e.g. fewer sentences to keep the size.
    """

    sources: tuple[SourceLine, ...] = ()
    considered: int = 0
    used: int = 0
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
