"""What a check found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

SHOWN = 3
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check's result. `detail` says what was seen, `level` how much a failure weighs."""

    check: str
    ok: bool
    detail: str
    level: Level = "error"


def judged(check: str, faults: Iterable[str], good: str) -> Finding:
    """A finding that holds where there is no fault; of many faults the first three are shown."""
    found = list(dict.fromkeys(faults))
    if not found:
        return Finding(check=check, ok=True, detail=good)
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return Finding(check=check, ok=False, detail="; ".join(found[:SHOWN]) + more)
