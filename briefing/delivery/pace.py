"""How fast messages may go: evenly, per relay and per receiving domain, and in a warm-up.

Where there is a `Throttle`, all processes and hosts that send over a relay share it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

HOUR_SECONDS = 3600.0
# Turns are taken for so long at once: a transaction a second at most, and little is lost
# where a sender stops. Chosen, not measured.
BLOCK_SECONDS = 1.0
# A message whose domain takes it within this time goes now: the pace is kept on average.
# Chosen, not measured.
BURST_PERIOD = timedelta(seconds=60)
# So many of a warm-up are taken at once; what is not used is given back. Chosen, not measured.
WARM_UP_BLOCK = 20


class Throttle(Protocol):
    """What was given to relays and domains so far, by all who send."""

    def reserve(
        self, name: str, *, count: int, gap: timedelta, now: datetime, latest: datetime | None
    ) -> datetime:
        """When the first of `count` turns is; where that is after `latest`, none is taken."""

    def take(self, name: str, *, now: datetime, start: int, period: timedelta, count: int) -> int:
        """Up to `count` of what a warm-up allows in this period."""

    def put_back(self, name: str, count: int) -> None:
        """What was taken of a warm-up and not used."""

    def next_period(self, name: str, *, now: datetime, period: timedelta) -> datetime:
        """When a warm-up allows more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUp:
    """A new relay's first days: `start` messages, after each `period` twice as many."""

    start: int
    period: timedelta


class Pace(Protocol):
    """Whether the next message may go."""

    def wait(self) -> float:
        """Seconds until the next message may go; 0 where it may go now."""

    def spend(self) -> None:
        """One message goes now."""


class RateLimit:
    """Spaces messages evenly, so that no second and no hour has more than allowed; 0 is no limit.

    Evenly, not in bursts: so a sender that is started anew cannot exceed the hour.
    """

    def __init__(self, *, per_second: float = 0, per_hour: float = 0) -> None:
        self._gap = gap_seconds(per_second=per_second, per_hour=per_hour)
        self._next = 0.0

    def wait(self) -> float:
        """Seconds until the next message may go; 0 where it may go now."""
        return max(0.0, self._next - time.monotonic()) if self._gap else 0.0

    def spend(self) -> None:
        """One message goes now."""
        if self._gap:
            self._next = max(self._next, time.monotonic()) + self._gap


def gap_seconds(*, per_second: float = 0, per_hour: float = 0) -> float:
    """Seconds between two messages, by the stricter of both limits; 0: there is none."""
    return max(1 / per_second if per_second else 0, HOUR_SECONDS / per_hour if per_hour else 0)


class SharedRate:
    """The same, with turns that all who send over the relay take from one place."""

    def __init__(
        self, throttle: Throttle, name: str, gap: float, *, clock: Callable[[], datetime]
    ) -> None:
        self._throttle = throttle
        self._name = name
        self._gap = gap
        self._began, self._clock = time.monotonic(), clock()
        self._turns = 0
        self._next = 0.0

    def wait(self) -> float:
        """Seconds until the next turn of ours."""
        if not self._turns:
            self._take_turns()
        return max(0.0, self._next - time.monotonic())

    def spend(self) -> None:
        """Use the turn."""
        self._turns -= 1
        self._next += self._gap

    def _take_turns(self) -> None:
        self._turns = max(1, int(BLOCK_SECONDS / self._gap))
        elapsed = time.monotonic() - self._began
        now, gap = self._clock + timedelta(seconds=elapsed), timedelta(seconds=self._gap)
        first = self._throttle.reserve(self._name, count=self._turns, gap=gap, now=now, latest=None)
        self._next = time.monotonic() + (first - now).total_seconds()


class DomainPaces:
    """Messages an hour for receiving domains; "*" is each domain that is not named."""

    def __init__(
        self,
        throttle: Throttle,
        relay: str,
        per_hour: Iterable[tuple[str, float]],
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._throttle = throttle
        self._relay = relay
        self._gaps = {
            domain.lower(): timedelta(seconds=gap_seconds(per_hour=rate))
            for domain, rate in per_hour
        }
        self._clock = clock
        self._promised: dict[str, datetime] = {}

    def turn(self, domain: str) -> datetime | None:
        """When a message to the domain may go; None where it may go now, and has its turn."""
        gap = self._gaps.get(domain, self._gaps.get("*"))
        if not gap:
            return None
        now = self._clock()
        latest, name = now + BURST_PERIOD, f"{self._relay} {domain}"
        first = self._throttle.reserve(name, count=1, gap=gap, now=now, latest=latest)
        if first <= latest:
            return None
        self._promised[domain] = max(first, self._promised.get(domain, first)) + gap
        return self._promised[domain]


class WarmingUp:
    """What a warm-up still allows to a sender; `over_until` is when there is more."""

    def __init__(
        self, throttle: Throttle, relay: str, warm_up: WarmUp, *, clock: Callable[[], datetime]
    ) -> None:
        self._throttle = throttle
        self._name = f"{relay} warm-up"
        self._warm_up = warm_up
        self._clock = clock
        self._left = 0
        self.over_until: datetime | None = None

    def allows(self) -> bool:
        """True where one more message may go."""
        if not self._left and not self.over_until:
            now, warm_up = self._clock(), self._warm_up
            self._left = self._throttle.take(
                self._name,
                now=now,
                start=warm_up.start,
                period=warm_up.period,
                count=WARM_UP_BLOCK,
            )
            if not self._left:
                self.over_until = self._throttle.next_period(
                    self._name, now=now, period=warm_up.period
                )
        return self._left > 0

    def spend(self) -> None:
        """One message goes now."""
        self._left -= 1

    def close(self) -> None:
        """Give back what was not used."""
        if self._left:
            self._throttle.put_back(self._name, self._left)
            self._left = 0
