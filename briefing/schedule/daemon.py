"""The loop: the `schedule` library makes it tick, the session decides what a tick means."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import schedule

from briefing.errors import BriefingError
from briefing.schedule.signals import Signals, Stopped

logger = logging.getLogger(__name__)

# docs/decisions.md: "`schedule` ticks every 20 seconds and knows nothing".
TICK_SECONDS = 20


class Session(Protocol):
    """What is done at each tick, under one reading of the config."""

    def tick(self) -> None:
        """Do what is due; BriefingError where that cannot even be found out."""

    def close(self) -> None:
        """Give everything back."""


class Daemon:
    """Ticks at once, then every 20 seconds, until SIGTERM or SIGINT.

    `open_session` reads the config and opens what a session needs; on SIGHUP it is
    called anew, and where it fails the old session goes on. `say` is told of
    faults. `every` is in seconds.
    """

    def __init__(
        self,
        open_session: Callable[[], Session],
        *,
        signals: Signals,
        say: Callable[[str], None],
        every: int = TICK_SECONDS,
    ) -> None:
        self._open = open_session
        self._signals = signals
        self._say = say
        self._every = every
        self._ticker = schedule.Scheduler()

    def run(self) -> None:
        """Tick until told to end. Raises what opening the first session raises."""
        self._session = self._open()
        try:
            with suppress(Stopped):
                self._loop()
        finally:
            with self._signals.gently():
                self._session.close()

    def _loop(self) -> None:
        self._ticker.every(self._every).seconds.do(self._tick)
        self._ticker.run_all()
        while not self._signals.stopping():
            time.sleep(min(self._every, 1))
            if self._signals.take_reload():
                self._reload()
            if self._overslept():
                self._ticker.run_all()
            self._ticker.run_pending()

    def _tick(self) -> None:
        try:
            self._session.tick()
        except BriefingError as error:
            self._say(str(error))
        except Exception as error:  # a fault of ours must not end the daemon
            logger.exception("a pass over the schedule failed, unforeseen")
            self._say(f"unforeseen: {type(error).__name__}: {error}")

    def _reload(self) -> None:
        try:
            new = self._open()
        except BriefingError as error:
            self._say(f"the new config is not used, the old one stays:\n{error}")
            return
        self._session.close()
        self._session = new
        self._say("the config was read anew")

    def _overslept(self) -> bool:
        """True where the clock was set back: the library would wait until it has caught up."""
        idle = self._ticker.idle_seconds
        return idle is not None and idle > self._every + 1
