"""What a check named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# Of many faults so many are shown; chosen, not measured.
MOST_NAMED_FAULTS = 3
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check's result. `detail` says what was seen, `level` how much a failure weighs."""

    check: str
    ok: bool
    detail: str
    level: Level = "error"


def result_of(check: str, faults: Iterable[str], good: str) -> CheckResult:
    """A finding that holds where there is no fault; of many faults the first three are shown."""
    named = list(dict.fromkeys(faults))
    if not named:
        return CheckResult(check=check, ok=True, detail=good)
    more = f" and {len(named) - MOST_NAMED_FAULTS} more" if len(named) > MOST_NAMED_FAULTS else ""
    return CheckResult(check=check, ok=False, detail="; ".join(named[:MOST_NAMED_FAULTS]) + more)
