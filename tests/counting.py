"""What a piece of work costs in calls of functions: a count is the same on a busy machine.

It sees loops of Python, not those inside a pattern (tests/patterns tries
these) or inside a library; seconds are measured by `benchmarks/hostile.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(act: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called."""
    count = 0

    def hook(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(hook)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def growth(act: Callable[[int], object], size: int, *, times: int = 10) -> float:
    """How many times as many calls an input `times` as large costs; 1 is none, `times` linear.

    What is made once, such as a table, is made before, by an input of another size: answers to
    the same one may be kept.
    """
    act(size // 2 + 1)
    small = calls(lambda: act(size))
    return calls(lambda: act(size * times)) / max(small, 100)
