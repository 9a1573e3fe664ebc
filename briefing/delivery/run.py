"""A whole run: see to the dead, send what is due, write down what is known."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from briefing.delivery.batches import Ledger, Tally, Terms
from briefing.delivery.journal import Fallen, Flights, fallen, living
from briefing.delivery.message.message import Message
from briefing.delivery.outbox import Outbox
from briefing.delivery.send_queue import Item, Pace, Post
from briefing.delivery.smtp.event_loop import Switchboard
from briefing.delivery.smtp.relay import Relay, send_alone
from briefing.delivery.transport import Reply, Transport
from briefing.errors import DeliveryError
from briefing.models import Delivery, Settlement

# After so many in a row that were not taken, and those under way, the server is to blame.
MOST_IN_A_ROW = 20


class Withdrawn(Exception):  # noqa: N818 - what happened to a message, not a fault
    """The delivery was taken back before its message was handed on."""


def deliver(
    way: Relay | AbstractContextManager[Transport],
    outbox: Outbox,
    *,
    build: Callable[[Delivery], Message],
    terms: Terms,
    notes: Path,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool] = lambda: False,
) -> Tally:
    """Send what is due of one edition; what became of it is in the outbox when this returns.

    First it sees to what senders that were killed left behind. `notes` is a
    folder of this machine that outlives the process, the same at every call.
    `build` makes the message of a delivery. DeliveryError where the way out
    is shut: nobody is blamed for that, and who was not reached waits for the
    next call.
    """
    recover(outbox, notes, clock())
    connections = way.connections if isinstance(way, Relay) else 1
    with (
        Flights(notes, terms.worker, connections=connections) as flights,
        ThreadPoolExecutor(1, thread_name_prefix="outbox") as clerk,
    ):
        ledger = Ledger(outbox, flights, terms, clock=clock, clerk=clerk)
        try:
            if isinstance(way, Relay):
                pace = Pace(per_second=way.per_second, per_hour=way.per_hour)
                limit = MOST_IN_A_ROW + 2 * way.connections
                post = Post(ledger, build, pace=pace, size=terms.size, most_in_a_row=limit)
                Switchboard(way, post, ledger, stopping=stopping).run()
            else:
                with way as transport:
                    send_each(transport, Post(ledger, build), ledger, stopping=stopping)
        finally:
            ledger.close()
    return ledger.tally


def recover(outbox: Outbox, folder: Path, now: datetime) -> int:
    """Settle what senders that are gone left behind; returns how many are in doubt now.

    Those of this machine are known by their notes, others by their silence:
    one that is alive here is left alone, however slow its server is.
    """
    doubtful = 0
    for one in fallen(folder):
        doubtful += outbox.recover(one.worker, _settlements(one, now), now=now)
    return doubtful + outbox.expire(now, alive=living(folder))


def send_one(way: Relay | AbstractContextManager[Transport], message: Message) -> Reply:
    """Hand on one message that is in no outbox, e.g. a test."""
    if isinstance(way, Relay):
        return send_alone(way, message)
    with way as transport:
        return transport.send(message, about_to_commit=lambda: None)


def send_each(
    transport: Transport, post: Post, ledger: Ledger, *, stopping: Callable[[], bool]
) -> None:
    """Hand on one message after the other, to a transport that takes one at a time."""
    while not stopping():
        item = post.next()
        if item is None:
            return
        _hand_on(transport, item, ledger)


def _hand_on(transport: Transport, item: Item, ledger: Ledger) -> None:
    delivery, handed_on = item.delivery, False

    def commit() -> None:
        nonlocal handed_on
        ledger.mark(delivery)
        if delivery.subscriber_id not in ledger.commit():
            raise Withdrawn
        ledger.dot(delivery, 0)
        handed_on = True

    try:
        reply = transport.send(item.message, about_to_commit=commit)
    except Withdrawn:
        return
    except DeliveryError as error:
        if handed_on:
            ledger.landed(delivery, Reply(outcome="in_doubt", text=str(error), fault=True), 0)
        else:
            ledger.put_back(delivery)
        raise
    if handed_on:
        ledger.landed(delivery, reply, 0)
    else:
        ledger.settle(delivery, reply)


def _settlements(one: Fallen, now: datetime) -> dict[str, Settlement] | None:
    """What a dead sender's notes come to. What was deferred waits no longer than it must."""
    if one.replies is None:
        return None
    return {
        name: Settlement(
            subscriber_id=name,
            state=reply.outcome,
            reply=reply.text,
            retry_at=now if reply.outcome == "deferred" else None,
        )
        for name, reply in one.replies.items()
    }
