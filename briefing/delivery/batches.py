"""The sender's side of the outbox: claims in batches, marks and settles in groups.

Every connection that has written a message but for its final dot waits here
for a commit; one commit serves all that wait, and settles on the way what was
answered since the last. So a promise that costs a sync to the disk costs each
message a share of one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from briefing.delivery.journal import Journal
from briefing.delivery.outbox import Outbox
from briefing.delivery.transport import Reply
from briefing.models import Delivery, Fault, Settlement

# How long to wait after the first, second, … refusal that may pass; chosen, not measured.
BACK_OFF = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
# How many faults a report names one by one; chosen, not measured.
MOST_NAMED_FAULTS = 100
# So many refusals are kept back until the server takes a message; chosen, not measured.
MOST_KEPT_BACK = 1000
# As many make it the server's doing, and not that of one domain.
SEVERAL_DOMAINS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How one edition is sent: by whom, in batches of how many, and until when.

    A delivery that is still refused for the moment when `patience` is over, counted from
    its own first attempt, has failed. `size` is about how many bytes a message has.
    """

    edition_id: str
    worker: str
    batch: int = 100
    patience: timedelta | None = None
    size: int = 0


@dataclass(slots=True)
class Tally:
    """What became of the messages of this run: how many were sent, the first faults by name.

    `not_sent` counts the others, `in_a_row` those since the last one that was sent, without
    those the server only asks to come again; `domains` are theirs. `last` is the last reply
    that was no acceptance. `unknown` are deliveries of which the server said that there is
    no such address.
    """

    sent: int = 0
    not_sent: int = 0
    in_a_row: int = 0
    last: str = ""
    domains: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[tuple[Delivery, str]] = field(default_factory=list)

    def add(self, delivery: Delivery, reply: Reply) -> None:
        """Count one message."""
        if reply.outcome == "sent":
            self.sent += 1
            self.in_a_row = 0
            self.domains.clear()
            return
        self.not_sent += 1
        self.last = reply.text
        if not reply.greylisted:
            self.in_a_row += 1
            if len(self.domains) < SEVERAL_DOMAINS:
                self.domains.add(domain_of(delivery.email))

    def merge(self, other: Tally) -> None:
        """Add what another sender of the same edition counted."""
        self.sent += other.sent
        self.not_sent += other.not_sent
        self.last = other.last or self.last
        self.faults += other.faults[: MOST_NAMED_FAULTS - len(self.faults)]
        self.unknown += other.unknown

    def refuses_everybody(self, most_in_a_row: int) -> bool:
        """True where the server takes nothing any more: it is to blame, not the recipients.

        Not where all of them are at one domain, and others were taken: then it is that domain.
        """
        one_domain = self.sent > 0 and len(self.domains) < SEVERAL_DOMAINS
        return 0 < most_in_a_row <= self.in_a_row and not one_domain

    def name(self, delivery: Delivery, settlement: Settlement) -> None:
        """Note what became of a message that did not go out."""
        if len(self.faults) < MOST_NAMED_FAULTS:
            why = f"{settlement.state}: {settlement.reply}"
            self.faults.append(Fault(where=delivery.email, why=why))


class Refused(NamedTuple):
    """A delivery that failed, as long as it may still be the server's doing."""

    delivery: Delivery
    reply: Reply
    settlement: Settlement


class Batches:
    """The deliveries of one edition, as this process works on them.

    With an `executor`, an executor of one thread, batches are claimed ahead of
    time and groups can be committed while the caller does other things.
    """

    def __init__(
        self,
        outbox: Outbox,
        journal: Journal,
        terms: Terms,
        *,
        clock: Callable[[], datetime],
        executor: Executor | None = None,
        tally: Tally | None = None,
    ) -> None:
        self._outbox = outbox
        self._journal = journal
        self._terms = terms
        self._clock = clock
        self._executor = executor
        self._waiting: deque[Delivery] = deque()
        self._coming: Future[tuple[Delivery, ...]] | None = None
        self._marks: list[str] = []
        self._settled: list[Settlement] = []
        self._refused: list[Refused] = []
        self._exhausted = False
        self.tally = tally or Tally()

    @property
    def marks(self) -> int:
        """How many messages wait for a commit before their final dot."""
        return len(self._marks)

    @property
    def unsettled(self) -> int:
        """How many replies are not written down yet."""
        return len(self._settled)

    def take(self) -> Delivery | None:
        """The next delivery to offer; None where all of the edition are taken or done."""
        self._refill()
        return self._waiting.popleft() if self._waiting else None

    def ahead(self, most: int) -> int:
        """How many deliveries, of at most `most`, wait to be taken."""
        self._refill()
        return min(most, len(self._waiting))

    def put_back(self, delivery: Delivery) -> None:
        """A delivery that was taken and not offered."""
        self._waiting.appendleft(delivery)

    def mark(self, delivery: Delivery) -> None:
        """Ask for the mark that this message may be accepted; `commit` gives it."""
        self._marks.append(delivery.subscriber_id)

    def note_dot(self, delivery: Delivery, connection: int) -> None:
        """The final dot goes out next."""
        self._journal.note_dot(connection, delivery.subscriber_id)

    def answered(self, delivery: Delivery, reply: Reply, connection: int) -> None:
        """The server answered the final dot, or the connection was lost before it did."""
        self._journal.note_reply(connection, reply)
        self.settle(delivery, reply)

    def settle(self, delivery: Delivery, reply: Reply) -> None:
        """Note what became of a delivery; the next commit writes it down.

        What failed is kept back until the server takes a message: one that takes none is
        to blame for it, see `blame_the_server`. Until then it may be offered again, as
        after a crash, which a server that has refused it does not mind.
        """
        self.tally.add(delivery, reply)
        if reply.outcome == "sent":
            if self._refused:
                self._believe()
            self._settled.append(
                Settlement(subscriber_id=delivery.subscriber_id, state="sent", reply=reply.text)
            )
            return
        settlement = _settlement(delivery, reply, self._clock(), self._terms.patience)
        if settlement.state == "failed":
            self._refused.append(Refused(delivery, reply, settlement))
            if len(self._refused) > MOST_KEPT_BACK:
                self._believe()
            return
        self._write(delivery, settlement)

    def postpone(self, delivery: Delivery, until: datetime) -> None:
        """A delivery that is not offered yet, and not before a moment."""
        self._settled.append(
            Settlement(
                subscriber_id=delivery.subscriber_id,
                state="deferred",
                reply=f"waits for its turn at {domain_of(delivery.email)}",
                retry_at=until,
                offered=False,
            )
        )

    def blame_the_server(self) -> None:
        """What was refused since the last acceptance waits: it was not the recipients' doing."""
        refused, self._refused = self._refused, []
        for delivery, reply, _ in refused:
            self._write(delivery, _deferred(delivery, reply, self._clock()))

    def _believe(self) -> None:
        """What was refused has failed."""
        refused, self._refused = self._refused, []
        for delivery, reply, settlement in refused:
            self._write(delivery, settlement)
            if reply.ends_the_address:
                self.tally.unknown.append((delivery, reply.text))

    def _write(self, delivery: Delivery, settlement: Settlement) -> None:
        self.tally.name(delivery, settlement)
        self._settled.append(settlement)

    def commit(self) -> frozenset[str]:
        """Make durable all that was asked for; returns the ids whose dot may be sent."""
        return self._transaction()()

    def begin_commit(self, wake: Callable[[], None]) -> Future[frozenset[str]]:
        """The same in the executor's thread; `wake` is called there when it is done."""
        assert self._executor is not None
        future = self._executor.submit(self._transaction())
        future.add_done_callback(lambda _: wake())
        return future

    def close(self) -> None:
        """Write down what is known and give back what was not offered."""
        self._believe()
        self._marks = []
        self.commit()
        if self._coming is not None:
            self._arrived()
        if self._waiting:
            names = [delivery.subscriber_id for delivery in self._waiting]
            self._outbox.give_back(self._terms.edition_id, names, worker=self._terms.worker)
            self._waiting.clear()

    def _transaction(self) -> Callable[[], frozenset[str]]:
        """The transaction for all that was asked for so far; what comes later is for the next."""
        marks, settled = self._marks, self._settled
        self._marks, self._settled = [], []

        def commit() -> frozenset[str]:
            if not marks and not settled:
                return frozenset()
            try:
                return self._outbox.record(
                    self._terms.edition_id,
                    marked=marks,
                    settled=settled,
                    worker=self._terms.worker,
                )
            except BaseException:
                self._settled[:0] = settled  # in one step; `close` tries once more
                raise

        return commit

    def _refill(self) -> None:
        """See that there is a delivery to take, and that more are on their way."""
        if self._coming is not None and (self._coming.done() or not self._waiting):
            self._arrived()
        if self._exhausted or len(self._waiting) >= (self._terms.batch + 1) // 2:
            return
        if self._executor is not None and self._waiting:
            self._coming = self._coming or self._executor.submit(self._claim)
        elif not self._waiting:
            self._add(self._claim())

    def _arrived(self) -> None:
        assert self._coming is not None
        batch, self._coming = self._coming.result(), None
        self._add(batch)

    def _add(self, batch: tuple[Delivery, ...]) -> None:
        self._exhausted = not batch
        self._waiting.extend(batch)

    def _claim(self) -> tuple[Delivery, ...]:
        return self._outbox.claim(
            self._terms.edition_id,
            worker=self._terms.worker,
            now=self._clock(),
            limit=self._terms.batch,
        )


def domain_of(email: str) -> str:
    """The domain of an address, to compare."""
    return email.rpartition("@")[2].lower()


def _settlement(
    delivery: Delivery, reply: Reply, now: datetime, patience: timedelta | None
) -> Settlement:
    """What becomes of a delivery that did not go out."""
    if reply.outcome != "deferred":
        name, state = delivery.subscriber_id, reply.outcome
        return Settlement(subscriber_id=name, state=state, reply=reply.text, tried_at=now)
    waits = _deferred(delivery, reply, now)
    over = (delivery.first_tried or now) + patience if patience else None
    if over and waits.retry_at and waits.retry_at > over:
        given_up = f"given up: {reply.text}"
        return replace(waits, state="failed", reply=given_up, retry_at=None)
    return waits


def _deferred(delivery: Delivery, reply: Reply, now: datetime) -> Settlement:
    return Settlement(
        subscriber_id=delivery.subscriber_id,
        state="deferred",
        reply=reply.text,
        retry_at=now + BACK_OFF[min(delivery.attempts, len(BACK_OFF) - 1)],
        tried_at=now,
    )
