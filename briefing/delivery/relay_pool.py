"""Several relays for one edition: each gets its share, and the others take over what one cannot.

Each relay has a sender of its own, with its own claims, notes and connections, as if it
were another process: what is promised of many senders is promised of these.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from briefing.delivery.batches import Tally
from briefing.delivery.pace import Pace
from briefing.delivery.smtp.relay import Relay
from briefing.errors import DeliveryError
from briefing.models import Fault

logger = logging.getLogger(__name__)

# So many messages, for a weight of 1, a relay may be ahead of its share; chosen, not measured.
MOST_AHEAD = 50
# How long a relay that is ahead waits before it looks again; chosen, not measured.
LOOK_AGAIN_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class RelayPool:
    """The relays of one newsletter."""

    relays: tuple[Relay, ...]


class Shares:
    """How much each relay that works has had, by its weight."""

    def __init__(self, relays: Sequence[Relay]) -> None:
        self._lock = threading.Lock()
        self._parts = {relay.name: 0.0 for relay in relays}

    def add(self, relay: Relay) -> None:
        """One message for a relay."""
        with self._lock:
            self._parts[relay.name] += 1 / (relay.weight or 1)

    def is_ahead(self, relay: Relay) -> bool:
        """True where the others are to have some first."""
        with self._lock:
            mine = self._parts[relay.name]
            return mine > min(self._parts.values()) + MOST_AHEAD / (relay.weight or 1)

    def leave(self, relay: Relay) -> None:
        """A relay has nothing to do any more; nobody waits for it."""
        with self._lock:
            self._parts[relay.name] = float("inf")


class Share:
    """One relay's pace, and its share beside the others."""

    def __init__(self, shares: Shares, relay: Relay, pace: Pace) -> None:
        self._shares = shares
        self._relay = relay
        self._pace = pace

    def wait(self) -> float:
        """Seconds until the next message may go."""
        ahead = LOOK_AGAIN_SECONDS if self._shares.is_ahead(self._relay) else 0.0
        return max(ahead, self._pace.wait())

    def spend(self) -> None:
        """One message goes now."""
        self._shares.add(self._relay)
        self._pace.spend()


Send = Callable[[Relay, Shares, Tally], None]


def send_over(pool: RelayPool, send: Send, tally: Tally) -> None:
    """Send what is due over all relays; DeliveryError where none of them is of any use.

    What a relay that fails gives back goes over the others, and it is named in `tally`.
    """
    working = [relay for relay in pool.relays if relay.weight > 0]
    backups = [relay for relay in pool.relays if not relay.weight]
    if not working:
        working, backups = backups, []
    failed: dict[str, DeliveryError] = {}
    while working:
        errors = _round(working, send, tally)
        failed |= errors
        working = [relay for relay in working if relay.name not in errors]
        if not errors:
            break
        if not working:
            working, backups = backups, []
    if len(failed) == len(pool.relays) or not working:
        raise next(iter(failed.values()))
    tally.faults += [Fault(where=name, why=str(error)) for name, error in failed.items()]


def _round(relays: Sequence[Relay], send: Send, tally: Tally) -> dict[str, DeliveryError]:
    """All of them at once, until none has anything to do; those that failed, and why."""
    shares = Shares(relays)
    errors: dict[str, DeliveryError] = {}
    with ThreadPoolExecutor(len(relays), thread_name_prefix="relay") as executor:
        futures = {relay.name: executor.submit(_work, relay, send, shares) for relay in relays}
        for name, future in futures.items():
            part, error = future.result()
            tally.merge(part)
            if error:
                errors[name] = error
    return errors


def _work(relay: Relay, send: Send, shares: Shares) -> tuple[Tally, DeliveryError | None]:
    part = Tally()
    try:
        send(relay, shares, part)
    except DeliveryError as error:
        logger.info("relay %s is of no use: %s", relay.name, error)
        return part, error
    finally:
        shares.leave(relay)
    return part, None
