"""The loop ticks, and ends when it is told to."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import time_machine

from briefing.schedule import Daemon


def test_it_ticks_at_once_and_ends_when_told() -> None:
    ticks: list[int] = []
    daemon = Daemon(lambda: (ticks.append(1), daemon.stop())[0], every=1)
    daemon.run()
    assert ticks == [1]


def test_it_ticks_again() -> None:
    ticks: list[int] = []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 2:
            daemon.stop()

    daemon = Daemon(tick, every=1)
    daemon.run()
    assert len(ticks) == 2


def test_a_clock_set_back_does_not_stop_it() -> None:
    ticked = threading.Semaphore(0)
    with time_machine.travel(datetime(2026, 11, 24, 7, tzinfo=UTC)) as clock:
        daemon = Daemon(ticked.release, every=1)
        thread = threading.Thread(target=daemon.run)
        thread.start()
        assert ticked.acquire(timeout=5)
        clock.shift(-timedelta(hours=1))
        assert ticked.acquire(timeout=5)
        assert ticked.acquire(timeout=5)
        daemon.stop()
        thread.join(5)
    assert not thread.is_alive()
