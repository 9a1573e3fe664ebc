"""Whether a pattern's time grows faster than its input: run in a process that can be killed.

    python -m tests.patterns.measure FIRST < uses as JSON lines

Prints `at NUMBER` before each use and `slow NUMBER …` for each that grows. Time
is that of the thread, the least of several runs, so that a busy machine does
not count; two sizes are compared only where the larger takes long enough to be
told from noise.
"""

from __future__ import annotations

import re
import sys
import time
from typing import Any

from tests.patterns.collect import Use, uses
from tests.patterns.pump import inputs, text

# Repetitions. A linear pattern takes less than a millisecond for the second of them.
SMALL, LARGE, LARGEST = 100, 3_000, 30_000
# Seconds. Below, growth is not measured: at 20 ns a step that is 50,000 steps of 3,000 signs.
NOTABLE = 0.004
# Ten times the input may take 25 times as long; quadratic growth takes 100 times as long.
GROWTH = 25.0
REPEATS = 5


def slow_input(use: Use) -> str:
    """The first input over which the pattern is worse than linear, in words; "" where none is."""
    pattern: re.Pattern[Any] = re.compile(use.pattern, use.flags)
    for begin, unit, end in inputs(pattern):
        if seconds(pattern, use.way, text(pattern, begin, unit, end, LARGE)) < NOTABLE:
            continue
        growth = grown(pattern, use.way, begin, unit, end)
        if growth > GROWTH:
            return f"{begin!r} + {unit!r} * n + {end!r} takes {growth:.0f} times as long for 10 n"
    return ""


def grown(pattern: re.Pattern[Any], way: str, begin: str, unit: str, end: str) -> float:
    """How many times as long ten times the input takes, the best of several runs."""
    size = LARGE // 10
    small, large = (text(pattern, begin, unit, end, times) for times in (size, LARGE))
    least = min(seconds(pattern, way, small, rounds=20) for _ in range(REPEATS))
    most = min(seconds(pattern, way, large) for _ in range(REPEATS))
    return most / max(least, 1e-7)


def seconds(pattern: re.Pattern[Any], way: str, data: Any, *, rounds: int = 1) -> float:
    """Seconds of this thread for one use of the pattern."""
    started = time.thread_time()
    for _ in range(rounds):
        apply(pattern, way, data)
    return (time.thread_time() - started) / rounds


def apply(pattern: re.Pattern[Any], way: str, data: Any) -> None:
    """Use the pattern as the package does."""
    if way in {"sub", "subn"}:
        pattern.sub(data[:0], data)
    elif way == "finditer":
        for _ in pattern.finditer(data):
            pass
    else:
        getattr(pattern, way)(data)


def main() -> None:
    """Measure all uses from a number on."""
    first = int(sys.argv[1])
    for number, use in enumerate(uses()):
        if number < first:
            continue
        print("at", number, use.where, use.way, flush=True)
        found = slow_input(use)
        if found:
            print("slow", number, use.where, use.way, found, flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    main()
