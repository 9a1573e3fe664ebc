"""The messages of one edition, one after the other, no faster than allowed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from briefing.delivery.batches import Batches
from briefing.delivery.message.message import Message
from briefing.delivery.transport import Reply
from briefing.errors import InputError
from briefing.models import Delivery

HOUR_SECONDS = 3600.0


class QueuedMessage(NamedTuple):
    """A delivery and its message."""

    delivery: Delivery
    message: Message


class RateLimit:
    """Spaces messages evenly, so that no second and no hour has more than allowed; 0 is no limit.

    Evenly, not in bursts: so a sender that is started anew cannot exceed the hour.
    """

    def __init__(self, *, per_second: float = 0, per_hour: float = 0) -> None:
        gaps = [1 / per_second if per_second else 0, HOUR_SECONDS / per_hour if per_hour else 0]
        self._gap = max(gaps)
        self._next = 0.0

    def wait(self) -> float:
        """Seconds until the next message may go; 0 where it may go now."""
        return max(0.0, self._next - time.monotonic()) if self._gap else 0.0

    def spend(self) -> None:
        """One message goes now."""
        if self._gap:
            self._next = max(self._next, time.monotonic()) + self._gap


class SendQueue:
    """Hands out the next message to whichever connection asks; `size` is about that of each.

    It stops by itself where none of the last `most_in_a_row` was taken: a
    server that takes nothing any more would have us blame everyone (0: never).
    """

    def __init__(
        self,
        batches: Batches,
        build: Callable[[Delivery], Message],
        *,
        rate_limit: RateLimit | None = None,
        size: int = 0,
        most_in_a_row: int = 0,
    ) -> None:
        self._batches = batches
        self._build = build
        self._rate_limit = rate_limit or RateLimit()
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
        self.stopped = self.stopped or self.exhausted
        while not self.stopped and not self._rate_limit.wait():
            delivery = self._batches.take()
            if delivery is None:
                return None
            try:
                item = QueuedMessage(delivery, self._build(delivery))
            except InputError as error:
                self._batches.settle(delivery, Reply(outcome="failed", text=str(error)))
                continue
            self._rate_limit.spend()
            return item
        return None
