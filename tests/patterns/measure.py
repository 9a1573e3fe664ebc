"""Whether a pattern's time grows faster than its input: run in a process that can be killed.

    python -m tests.patterns.measure < USES        one use a line, as JSON

Prints one JSON line before each use (`at`) and one after it (`slow`, `seconds`).
Time is that of the thread, the least of several runs, so that a busy machine
does not count; growth is only judged where the larger input takes long enough
to be told from noise.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from typing import Any

from tests.patterns.collect import Use
from tests.patterns.pump import inputs, text

# Repetitions: every input is tried with the first, the slowest of a pattern with the last too.
LARGE, LARGEST = 1_500, 30_000
# Seconds of processor time below which no growth is judged: quadratic over 1,500 signs takes 10 ms.
NOTABLE = 0.003
# Ten times the input may take 25 times as long; quadratic growth takes 100 times as long.
GROWTH = 25.0
REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The slowest input of a pattern, its seconds, and what is wrong with it, "" for nothing."""

    seconds: float
    slow: str


def verdict(use: Use) -> Verdict:
    """The pattern over its own worst inputs."""
    pattern: re.Pattern[Any] = re.compile(use.pattern, use.flags)
    slowest, worst = 0.0, ("", "", "")
    for pumped in inputs(pattern):
        taken = seconds(pattern, use.way, text(pattern, *pumped, LARGE))
        if taken >= NOTABLE and (slow := _too_slow(pattern, use.way, pumped, LARGE)):
            return Verdict(seconds=taken, slow=slow)
        slowest, worst = max((slowest, worst), (taken, pumped))
    taken = seconds(pattern, use.way, text(pattern, *worst, LARGEST))
    slow = _too_slow(pattern, use.way, worst, LARGEST) if taken >= NOTABLE else ""
    return Verdict(seconds=taken, slow=slow)


def _too_slow(pattern: re.Pattern[Any], way: str, pumped: tuple[str, str, str], times: int) -> str:
    """Which input takes more than linear time, in words; "" where it does not.

    What grows up to a bound, as `.{0,300}x` does, is looked at once more beyond it.
    """
    if _growth(pattern, way, pumped, times // 10) <= GROWTH:
        return ""
    growth = _growth(pattern, way, pumped, times)
    begin, unit, end = pumped
    if growth <= GROWTH:
        return ""
    return (
        f"{begin!r} + {unit!r} * {times} + {end!r}: {growth:.0f} times as long for 10 times as much"
    )


def _growth(pattern: re.Pattern[Any], way: str, pumped: tuple[str, str, str], times: int) -> float:
    """How many times as long ten times the input takes; 0 where that is too short to tell."""
    small, large = text(pattern, *pumped, times), text(pattern, *pumped, times * 10)
    most = min(seconds(pattern, way, large) for _ in range(REPEATS))
    if most < NOTABLE:
        return 0.0
    least = min(seconds(pattern, way, small, rounds=10) for _ in range(REPEATS))
    return most / max(least, 1e-7)


def seconds(pattern: re.Pattern[Any], way: str, data: Any, *, rounds: int = 1) -> float:
    """Processor seconds of this thread for one use of the pattern."""
    started = time.thread_time()
    for _ in range(rounds):
        _apply(pattern, way, data)
    return (time.thread_time() - started) / rounds


def _apply(pattern: re.Pattern[Any], way: str, data: Any) -> None:
    """Use the pattern as the package does."""
    if way in {"sub", "subn"}:
        pattern.sub(data[:0], data)
    elif way == "finditer":
        for _ in pattern.finditer(data):
            pass
    else:
        getattr(pattern, way)(data)


def main() -> None:
    """Judge the uses of standard input, one after the other."""
    for line in sys.stdin:
        use = Use.from_json(line)
        _say(at=use.where)
        found = verdict(use)
        _say(slow=found.slow, seconds=found.seconds)


def _say(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
