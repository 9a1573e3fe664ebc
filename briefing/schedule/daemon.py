"""The loop: the `schedule` library makes it tick, the runner decides what a tick means."""

from __future__ import annotations

import threading
from collections.abc import Callable

import schedule

TICK_SECONDS = 20


class Daemon:
    """Calls `tick` at once, then every 20 seconds, until it is stopped."""

    def __init__(self, tick: Callable[[], None], *, every: int = TICK_SECONDS) -> None:
        self._tick = tick
        self._every = every
        self._stop = threading.Event()
        self._ticker = schedule.Scheduler()

    def stop(self) -> None:
        """End the loop after the tick that runs; safe in a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Tick until stopped."""
        self._ticker.every(self._every).seconds.do(self._tick)
        self._ticker.run_all()
        while not self._stop.wait(min(self._every, 1)):
            if self._overslept():
                self._ticker.run_all()
            self._ticker.run_pending()

    def _overslept(self) -> bool:
        """True where the clock was set back: the library would wait until it has caught up."""
        idle = self._ticker.idle_seconds
        return idle is not None and idle > self._every + 1
