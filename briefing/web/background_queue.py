"""Work that is done after the answer went out, one piece after the other.

What a reader asks for by an address must not show in the time the answer
takes: whether the address is known, and whether a mail goes out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from queue import Full, Queue
from typing import Self

from briefing.errors import BriefingError

logger = logging.getLogger(__name__)

Job = Callable[[], object]
# More that wait are refused with 503; chosen, not measured.
MOST_JOBS = 1000
# Long enough for an answer to be on its way before the work for it begins.
DELAY_SECONDS = 0.25


class BackgroundQueue:
    """A queue with one worker; use it in `with`. `say` is told what failed.

    Each piece is begun `delay` seconds after it came. At most 1,000 wait;
    leaving finishes them.
    """

    def __init__(
        self, say: Callable[[str], None], *, most: int = MOST_JOBS, delay: float = DELAY_SECONDS
    ) -> None:
        self._say = say
        self._delay = delay
        self._queue: Queue[tuple[float, Job] | None] = Queue(most)
        self._thread = threading.Thread(target=self._run, name="briefing-background", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._queue.put(None)
        self._thread.join()

    def add(self, job: Job) -> bool:
        """Have it done soon; False where too much waits already."""
        try:
            self._queue.put_nowait((time.monotonic() + self._delay, job))
        except Full:
            return False
        return True

    def finish(self) -> None:
        """Wait until all that was added is done."""
        self._queue.join()

    def _run(self) -> None:
        while (waiting := self._queue.get()) is not None:
            begin, job = waiting
            try:
                time.sleep(max(0.0, begin - time.monotonic()))
                job()
            except BriefingError as error:
                logger.info("what a reader asked for was not done: %s", error)
                self._say(f"{type(error).__name__}: {error}")
            except Exception as error:  # one job's fault is no other's
                logger.exception("what a reader asked for was not done, unforeseen")
                self._say(f"{type(error).__name__}: {error}")
            finally:
                self._queue.task_done()
