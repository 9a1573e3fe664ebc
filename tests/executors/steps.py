"""Steps the tests send away: importable by every worker."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from briefing.errors import SourceError


def doubled(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(2 * number for number in numbers)


def failing(numbers: tuple[int, ...]) -> tuple[int, ...]:
    raise SourceError(f"cannot do {numbers[0]}", where="here", hint="try another")


def killing_once(marks: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    """Kills the process that works it, the first time for each mark."""
    for mark, _ in marks:
        if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(number for _, number in marks)


def killing_always(numbers: tuple[int, ...]) -> tuple[int, ...]:
    os.kill(os.getpid(), signal.SIGKILL)
    return numbers


def resting(seconds: tuple[float, ...]) -> tuple[int, ...]:
    for each in seconds:
        time.sleep(each)
    return (os.getpid(),) * len(seconds)
