"""When messages that wait before their dot are marked: one transaction for as many as come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass

from briefing.delivery.batches import Batches
from briefing.delivery.smtp.conversation import Wait
from briefing.delivery.smtp.task import Task

# A commit waits so long for another message to mark: docs/decisions.md, "A commit waits".
GAP_SECONDS = 0.003
# ... and no longer than this in all: docs/decisions.md, "A commit waits".
LINGER_SECONDS = 0.025
# How long a reply may stay unwritten while nothing else has to be; chosen, not measured.
UNWRITTEN_SECONDS = 0.2


@dataclass(slots=True)
class _Commit:
    """A transaction under way, and the tasks that wait for it."""

    future: Future[frozenset[str]]
    tasks: list[Task]


class Commits:
    """Collects tasks that wait for their mark, and commits for all of them at once.

    `wake` is called, in another thread, when a transaction is done. Moments
    are those of the monotonic clock.
    """

    def __init__(self, batches: Batches, wake: Callable[[], None]) -> None:
        self._batches = batches
        self._wake = wake
        self._waiting: list[Task] = []
        self._under_way: _Commit | None = None
        self._first_mark = self._last_mark = self._ended_at = 0.0

    def add(self, task: Task, now: float) -> None:
        """A task whose message is written but for its dot."""
        self._waiting.append(task)
        self._last_mark = now
        if len(self._waiting) == 1:
            self._first_mark = now

    def remove(self, task: Task) -> None:
        """A task that waits no longer; one of the transaction under way is told nothing."""
        if task in self._waiting:
            self._waiting.remove(task)

    def due_in(self, now: float, *, tasks: int) -> float | None:
        """Seconds until the next transaction begins; None while no mark waits for one."""
        if not self._batches.marks or self._under_way is not None:
            return None
        return 0.0 if len(self._waiting) >= tasks else max(0.0, self._due_at() - now)

    def ended(self, now: float) -> Iterator[tuple[Task, bool]]:
        """The tasks of a transaction that is durable, and whether each may send its dot."""
        if self._under_way is None or not self._under_way.future.done():
            return
        marked, tasks = self._under_way.future.result(), self._under_way.tasks
        self._under_way, self._ended_at = None, now
        for task in tasks:
            if task.waits is Wait.COMMIT:
                yield task, task.conversation.offered in marked

    def begin(self, now: float, *, tasks: int) -> None:
        """Begin a transaction, if one is due; those that come meanwhile are for the next."""
        if self._under_way is None and self._is_due(now, tasks):
            waiting, self._waiting = self._waiting, []
            self._under_way = _Commit(self._batches.begin_commit(self._wake), waiting)

    def close(self) -> None:
        """Wait for what is under way: nothing may be marked after it was given back."""
        if self._under_way is not None:
            wait([self._under_way.future])
        self._waiting.clear()

    def _due_at(self) -> float:
        """When those that wait for their mark wait no longer for others."""
        return min(self._last_mark + GAP_SECONDS, self._first_mark + LINGER_SECONDS)

    def _is_due(self, now: float, tasks: int) -> bool:
        if self._waiting:
            return len(self._waiting) >= tasks or now >= self._due_at()
        # Alone, replies are written down at once: what a power cut leaves in doubt is less.
        unsettled = self._batches.unsettled
        many = unsettled * 2 >= tasks
        return unsettled > 0 and (many or now >= self._ended_at + UNWRITTEN_SECONDS)
