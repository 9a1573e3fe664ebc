"""One result of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["good", "note", "warning", "fault"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFinding:
    """What a check found. A fault stops something; a warning soon may; a note is to be known.

    `todo` says what to do about it.
    """

    area: str
    level: Level
    what: str
    todo: str = ""


def good(area: str, what: str) -> HealthFinding:
    """All is as it should be."""
    return HealthFinding(area=area, level="good", what=what)


def note(area: str, what: str, todo: str = "") -> HealthFinding:
    """Nothing is wrong, but one should know."""
    return HealthFinding(area=area, level="note", what=what, todo=todo)


def warning(area: str, what: str, todo: str) -> HealthFinding:
    """Something may go wrong."""
    return HealthFinding(area=area, level="warning", what=what, todo=todo)


def fault(area: str, what: str, todo: str) -> HealthFinding:
    """Something does not work."""
    return HealthFinding(area=area, level="fault", what=what, todo=todo)
