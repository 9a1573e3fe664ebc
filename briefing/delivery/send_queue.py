"""The messages of one edition, one after the other, no faster than allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from briefing.delivery.batches import Batches, domain_of
from briefing.delivery.message.message import Message
from briefing.delivery.pace import DomainPaces, Pace, RateLimit, WarmingUp
from briefing.delivery.transport import Reply
from briefing.errors import InputError
from briefing.models import Delivery, Fault


class QueuedMessage(NamedTuple):
    """A delivery and its message."""

    delivery: Delivery
    message: Message


class SendQueue:
    """Hands out the next message to whichever connection asks; `size` is about that of each.

    It stops by itself where none of the last `most_in_a_row` was taken: a
    server that takes nothing any more would have us blame everyone (0: never). What its
    domain or a warm-up does not allow yet waits.
    """

    def __init__(
        self,
        batches: Batches,
        build: Callable[[Delivery], Message],
        *,
        rate_limit: Pace | None = None,
        domains: DomainPaces | None = None,
        warming_up: WarmingUp | None = None,
        size: int = 0,
        most_in_a_row: int = 0,
    ) -> None:
        self._batches = batches
        self._build = build
        self._rate_limit = rate_limit or RateLimit()
        self._domains = domains
        self._warming_up = warming_up
        self._most_in_a_row = most_in_a_row
        self.size = size
        self.stopped = False

    @property
    def wait(self) -> float:
        """Seconds until `next` may be asked again."""
        return self._rate_limit.wait()

    @property
    def exhausted(self) -> bool:
        """True where too many in a row were not taken."""
        return self._batches.tally.refuses_everybody(self._most_in_a_row)

    def ahead(self, most: int) -> int:
        """How many messages, of at most `most`, there are still to send."""
        return 0 if self.stopped or self.exhausted else self._batches.ahead(most)

    def next(self) -> QueuedMessage | None:
        """The next message; None where there is none, or none now (see `wait`).

        An address or a name that makes no message fails alone.
        """
        self.stopped = self.stopped or self.exhausted or not self._warm()
        while not self.stopped and not self._rate_limit.wait():
            delivery = self._batches.take()
            if delivery is None:
                return None
            if self._domains and self._has_to_wait(delivery, self._domains):
                continue
            try:
                item = QueuedMessage(delivery, self._build(delivery))
            except InputError as error:
                self._batches.settle(delivery, Reply(outcome="failed", text=str(error)))
                continue
            self._rate_limit.spend()
            if self._warming_up:
                self._warming_up.spend()
            return item
        return None

    def close(self, relay: str) -> None:
        """Give back what a warm-up allowed; where it ended the run, that is named."""
        if self._warming_up is None:
            return
        self._warming_up.close()
        if self._warming_up.over_until:
            what = f"the warm-up allows no more until {self._warming_up.over_until:%Y-%m-%d %H:%M}"
            self._batches.tally.faults.append(Fault(where=relay, why=f"{what} UTC"))

    def _warm(self) -> bool:
        return self._warming_up is None or self._warming_up.allows()

    def _has_to_wait(self, delivery: Delivery, domains: DomainPaces) -> bool:
        """True where the receiving domain has no turn for it now: it waits for its own."""
        turn = domains.turn(domain_of(delivery.email))
        if turn:
            self._batches.postpone(delivery, turn)
        return turn is not None
