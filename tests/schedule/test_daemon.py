"""The loop: it ticks, outlives faults and clocks set back, reads its config anew, and ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from briefing.errors import BriefingError
from briefing.schedule import Daemon, Signals
from briefing.schedule.signals import Stopped


class Noting:
    """A shift that counts, and does `then` at each tick."""

    def __init__(self, then: Callable[[int], None]) -> None:
        self.ticks = 0
        self.closed = False
        self._then = then

    def tick(self) -> None:
        self.ticks += 1
        self._then(self.ticks)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def signals() -> Iterator[Signals]:
    with Signals(last_second=30.0) as listening:
        yield listening


def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def run(signals: Signals, *shifts: Noting) -> list[str]:
    """Run a daemon over these shifts, each opened after the one before; what it said."""
    said: list[str] = []
    waiting = iter(shifts)

    def opening() -> Noting:
        shift = next(waiting, None)
        if shift is None:
            raise BriefingError("the config is broken")
        return shift

    Daemon(opening, signals=signals, say=said.append, every=1).run()
    return said


def test_it_ticks_until_it_is_told_to_end(signals: Signals) -> None:
    shift = Noting(lambda tick: end() if tick == 2 else None)
    assert run(signals, shift) == []
    assert (shift.ticks, shift.closed) == (2, True)


def test_a_fault_does_not_end_it(signals: Signals) -> None:
    def faulty(tick: int) -> None:
        if tick == 1:
            raise BriefingError("the store is locked")
        if tick == 2:
            raise ZeroDivisionError("by us")
        end()

    assert run(signals, Noting(faulty)) == [
        "the store is locked",
        "unforeseen: ZeroDivisionError: by us",
    ]


def test_a_new_config_takes_over_and_a_broken_one_does_not(signals: Signals) -> None:
    first = Noting(lambda tick: os.kill(os.getpid(), signal.SIGHUP))

    def then(tick: int) -> None:
        os.kill(os.getpid(), signal.SIGHUP) if tick == 1 else end()

    second = Noting(then)
    said = run(signals, first, second)
    assert said[0] == "the config was read anew"
    assert "the old one stays" in said[1]
    assert (first.closed, second.closed, second.ticks) == (True, True, 2)


def test_a_clock_set_back_does_not_stop_it(signals: Signals) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 7, tzinfo=UTC)) as clock:

        def then(tick: int) -> None:
            clock.shift(-timedelta(hours=1)) if tick == 1 else end()

        shift = Noting(then)
        run(signals, shift)
    assert shift.ticks == 2


def test_gentle_work_is_asked_and_other_work_is_ended(signals: Signals) -> None:
    with signals.gently():
        end()
        assert signals.stopping()
    with pytest.raises(Stopped):
        end()


def test_handlers_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Signals():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
