"""A whole run: settle what crashed senders left, send what is due, write down what is known."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefing.delivery.batches import Batches, Tally, Terms
from briefing.delivery.journal import CrashedSender, Journal, crashed_senders, running_senders
from briefing.delivery.message.message import Message
from briefing.delivery.outbox import Outbox
from briefing.delivery.pace import Throttle
from briefing.delivery.relay_pace import domains_of, pace_of, warming_up_of
from briefing.delivery.relay_pool import RelayPool, Share, Shares, send_over
from briefing.delivery.send_queue import QueuedMessage, SendQueue
from briefing.delivery.smtp.event_loop import EventLoop
from briefing.delivery.smtp.relay import Relay, send_alone
from briefing.delivery.transport import Reply, Transport
from briefing.errors import DeliveryError
from briefing.logs import about
from briefing.models import Delivery, Settlement

logger = logging.getLogger(__name__)

# After so many in a row that were not taken the server is to blame; chosen, not measured.
MOST_IN_A_ROW = 20


AnyTransport = Relay | RelayPool | AbstractContextManager[Transport]


class Withdrawn(Exception):  # noqa: N818 - what happened to a message, not a fault
    """The delivery was taken back before its message was handed on."""


def deliver(
    transport: AnyTransport,
    outbox: Outbox,
    *,
    build: Callable[[Delivery], Message],
    terms: Terms,
    journal_folder: Path,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool] = lambda: False,
    tally: Tally | None = None,
    throttle: Throttle | None = None,
) -> Tally:
    """Send what is due of one edition; what became of it is in the outbox when this returns.

    First it sees to what senders that were killed left behind. `journal_folder` is a
    folder of this machine that outlives the process, the same at every call.
    `build` makes the message of a delivery. What became of each is counted in `tally`,
    also where this raises. With a `throttle` the pace is shared with all who have it.
    DeliveryError where the way out is shut: nobody is blamed for that, and who was not
    reached waits for the next call.
    """
    recover(outbox, journal_folder, clock())
    tally = tally or Tally()
    sender = _Sender(
        outbox=outbox,
        build=build,
        terms=terms,
        journal_folder=journal_folder,
        clock=clock,
        stopping=stopping,
        throttle=throttle,
    )
    if isinstance(transport, RelayPool):
        send_over(transport, sender.send_share, tally)
    else:
        sender.send(transport, tally)
    return tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sender:
    """All that sending one edition takes, but for the way out."""

    outbox: Outbox
    build: Callable[[Delivery], Message]
    terms: Terms
    journal_folder: Path
    clock: Callable[[], datetime]
    stopping: Callable[[], bool]
    throttle: Throttle | None

    def send(
        self,
        transport: Relay | AbstractContextManager[Transport],
        tally: Tally,
        share: Shares | None = None,
    ) -> None:
        """Hand on what is due, over one way out."""
        connections = transport.connections if isinstance(transport, Relay) else 1
        with (
            Journal(self.journal_folder, self.terms.worker, connections=connections) as journal,
            ThreadPoolExecutor(1, thread_name_prefix="outbox") as executor,
        ):
            batches = Batches(
                self.outbox, journal, self.terms, clock=self.clock, executor=executor, tally=tally
            )
            with about(edition=self.terms.edition_id):
                self._logged(transport, batches, share)

    def send_share(self, relay: Relay, shares: Shares, tally: Tally) -> None:
        """The same over one relay of several, as a sender with a name of its own."""
        name = re.sub(r"[^A-Za-z0-9-]+", "-", relay.name)
        terms = replace(self.terms, worker=f"{self.terms.worker}-{name}")
        replace(self, terms=terms).send(relay, tally, shares)

    def _logged(
        self,
        transport: Relay | AbstractContextManager[Transport],
        batches: Batches,
        share: Shares | None,
    ) -> None:
        logger.info("sending begins, by %s", self.terms.worker)
        try:
            self._hand_on(transport, batches, share)
            if self.stopping():
                batches.blame_the_server()
        except DeliveryError:
            batches.blame_the_server()
            raise
        finally:
            batches.close()
            tally = batches.tally
            logger.info("sending ends: %d sent, %d not", tally.sent, tally.not_sent)

    def _hand_on(
        self,
        transport: Relay | AbstractContextManager[Transport],
        batches: Batches,
        share: Shares | None,
    ) -> None:
        """Over many connections, or one after the other."""
        if not isinstance(transport, Relay):
            with transport as opened:
                queue = SendQueue(batches, self.build)
                send_each(opened, queue, batches, stopping=self.stopping)
            return
        pace = pace_of(transport, self.throttle, self.clock)
        queue = SendQueue(
            batches,
            self.build,
            rate_limit=Share(share, transport, pace) if share else pace,
            domains=domains_of(transport, self.throttle, self.clock),
            warming_up=warming_up_of(transport, self.throttle, self.clock),
            size=self.terms.size,
            most_in_a_row=MOST_IN_A_ROW + 2 * transport.connections,
        )
        try:
            EventLoop(transport, queue, batches, stopping=self.stopping).run()
        finally:
            queue.close(transport.name)


def recover(outbox: Outbox, folder: Path, now: datetime) -> int:
    """Settle what senders that are gone left behind; returns how many are in doubt now.

    Those of this machine are known by their journals, others by their silence:
    one that is alive here is left alone, however slow its server is.
    """
    doubtful = 0
    for sender in crashed_senders(folder):
        logger.info("the sender %s ended without a goodbye: what it left is settled", sender.worker)
        doubtful += outbox.recover(sender.worker, _settlements(sender, now))
    return doubtful + outbox.expire(now, alive=running_senders(folder))


def send_one(transport: AnyTransport, message: Message) -> Reply:
    """Hand on one message that is in no outbox, e.g. a test; of several relays over the first."""
    if isinstance(transport, RelayPool):
        return send_alone(transport.relays[0], message)
    if isinstance(transport, Relay):
        return send_alone(transport, message)
    with transport as opened:
        return opened.send(message, about_to_commit=lambda: None)


def send_each(
    transport: Transport, queue: SendQueue, batches: Batches, *, stopping: Callable[[], bool]
) -> None:
    """Hand on one message after the other, to a transport that takes one at a time."""
    while not stopping():
        item = queue.next()
        if item is None:
            return
        _hand_on(transport, item, batches)


def _hand_on(transport: Transport, item: QueuedMessage, batches: Batches) -> None:
    handover = _Handover(batches, item.delivery)
    try:
        reply = transport.send(item.message, about_to_commit=handover.commit)
    except Withdrawn:
        return
    except DeliveryError as error:
        handover.failed(error)
        raise
    handover.ended(reply)


@dataclass(slots=True)
class _Handover:
    """One message on its way; `committed`: it may have been accepted from now on."""

    batches: Batches
    delivery: Delivery
    committed: bool = False

    def commit(self) -> None:
        """Mark it, durably, then note its dot; Withdrawn where it was taken back meanwhile."""
        self.batches.mark(self.delivery)
        if self.delivery.subscriber_id not in self.batches.commit():
            raise Withdrawn
        self.batches.note_dot(self.delivery, 0)
        self.committed = True

    def ended(self, reply: Reply) -> None:
        """The other side has answered."""
        if self.committed:
            self.batches.answered(self.delivery, reply, 0)
        else:
            self.batches.settle(self.delivery, reply)

    def failed(self, error: DeliveryError) -> None:
        """The way out is shut: what may have been accepted is in doubt, all else waits."""
        if self.committed:
            self.ended(Reply(outcome="in_doubt", text=str(error), fault=True))
        else:
            self.batches.put_back(self.delivery)


def _settlements(sender: CrashedSender, now: datetime) -> dict[str, Settlement] | None:
    """What a crashed sender's journal comes to. What was deferred waits no longer than it must."""
    if sender.replies is None:
        return None
    return {
        name: Settlement(
            subscriber_id=name,
            state=reply.outcome,
            reply=reply.text,
            retry_at=now if reply.outcome == "deferred" else None,
        )
        for name, reply in sender.replies.items()
    }
