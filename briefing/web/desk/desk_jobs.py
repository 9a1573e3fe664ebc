"""What takes longer than an answer may: built and sent after it, one thing after the other."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from briefing.errors import BriefingError
from briefing.web.background_queue import BackgroundQueue

# What pages tell of it; chosen, not measured.
MOST_TOLD = 5


@dataclass(slots=True)
class DeskJobs:
    """Use it in `with`: leaving asks what is under way to stop, and waits for it."""

    told: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_TOLD))
    _stop: threading.Event = field(default_factory=threading.Event)
    _queue: BackgroundQueue | None = None

    def __enter__(self) -> Self:
        self._queue = BackgroundQueue(self.told.append).__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._queue:
            self._queue.__exit__()

    def stopping(self) -> bool:
        """Whether the desk is about to end: nothing more is to be begun."""
        return self._stop.is_set()

    def add(self, what: str, job: Callable[[], str]) -> bool:
        """Have it done soon, and told in the words it gives back; False where that cannot be."""
        return self._queue is not None and self._queue.add(lambda: self._do(what, job))

    def _do(self, what: str, job: Callable[[], str]) -> None:
        try:
            self.told.append(f"{what}: {job()}")
        except BriefingError as error:
            self.told.append(f"{what}: {error}")

    def finish(self) -> None:
        """Wait until all that was added is done."""
        if self._queue:
            self._queue.finish()
