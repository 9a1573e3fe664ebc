"""One edition's way to its subscribers: claim, mark, send, settle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from briefing.delivery.letter import Letter
from briefing.delivery.message import message
from briefing.delivery.transport import Reply, Transport
from briefing.errors import InputError
from briefing.models import Delivery, DeliveryState, Fault

BATCH = 50
# How long to wait after the first, second, … refusal that may pass.
BACK_OFF = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240))


class Outbox(Protocol):
    """What the loop needs of a store. Each call is durable when it returns."""

    def claim(
        self, edition_id: str, *, worker: str, now: datetime, limit: int
    ) -> tuple[Delivery, ...]:
        """Up to `limit` deliveries that nobody else has and whose time has come."""

    def mark(self, delivery: Delivery, now: datetime) -> None:
        """From now on a server may have accepted this one."""

    def settle(
        self,
        delivery: Delivery,
        state: DeliveryState,
        reply: str,
        now: datetime,
        *,
        retry_at: datetime | None = None,
    ) -> None:
        """What became of a delivery."""

    def release(self, deliveries: Sequence[Delivery]) -> None:
        """Give back what was claimed and never marked; of the others nothing changes."""


class Round:
    """Sends what is due of one edition, each delivery once."""

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        *,
        worker: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._worker = worker
        self._clock = clock

    def send(self, letter: Letter) -> tuple[Fault, ...]:
        """Offer every due delivery once; the faults are those that did not go out."""
        faults: list[Fault] = []
        while batch := self._claim(letter.edition_id):
            for number, delivery in enumerate(batch):
                try:
                    fault = self._one(letter, delivery)
                except BaseException:
                    self._outbox.release(batch[number:])
                    raise
                faults += [fault] if fault else []
        return tuple(faults)

    def _claim(self, edition_id: str) -> tuple[Delivery, ...]:
        return self._outbox.claim(edition_id, worker=self._worker, now=self._clock(), limit=BATCH)

    def _one(self, letter: Letter, delivery: Delivery) -> Fault | None:
        try:
            built = message(letter, delivery, now=self._clock())
        except InputError as error:
            return self._settle(delivery, Reply(outcome="failed", text=str(error)))
        reply = self._transport.send(
            built, about_to_commit=lambda: self._outbox.mark(delivery, self._clock())
        )
        return self._settle(delivery, reply)

    def _settle(self, delivery: Delivery, reply: Reply) -> Fault | None:
        now = self._clock()
        wait = BACK_OFF[min(delivery.attempts, len(BACK_OFF)) - 1]
        retry_at = now + wait if reply.outcome == "deferred" else None
        self._outbox.settle(delivery, reply.outcome, reply.text, now, retry_at=retry_at)
        if reply.outcome == "sent":
            return None
        return Fault(where=delivery.email, why=f"{reply.outcome}: {reply.text}")
