"""The sender of the crash tests: the real one, over a store on disk, killed where it is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.delivery import Letterhead, Relay, Terms, deliver, message_template
from briefing.delivery.commit_file import CommitFile
from briefing.delivery.message.message import message_for
from briefing.delivery.message.template import message_id
from briefing.models import Delivery, Rendering, Settlement
from briefing.store import Store
from briefing.store.delivery_table import Deliveries
from tests.make import NOW, make_edition

EDITIONS = ("n-1", "n-2")
SENDER = "Daily <d@example.org>"
# The moments at which the sender can kill itself.
OUTBOX_POINTS = (
    "after the claim",
    "before the commit",
    "after the commit, before the dot",
    "between editions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a sender is to do, and where it is to die."""

    home: str
    port: int
    connections: int
    size: int
    point: str = ""
    countdown: int = 0
    url: str = ""
    batch: int = 100
    editions: tuple[str, ...] = EDITIONS


def make_store(home: Path, people: int, url: str = "") -> None:
    """A store with two editions being sent to so many."""
    store = Store.open(url or f"sqlite:///{home}/briefing.db", now=NOW)
    for number in range(people):
        store.subscribers.add(f"r{number}@example.org", newsletter="n", at=NOW)
    for name in EDITIONS:
        release(store, name)
    store.close()


def release(store: Store, name: str) -> None:
    """An edition that goes to all who are there."""
    store.editions.save(make_edition(id=name), at=NOW)
    store.deliveries.freeze(
        name,
        newsletter="n",
        message_id=lambda who: message_id(name, who, sender=SENDER),
        at=NOW,
    )


def run(orders: Orders) -> None:
    """Send what is left of the editions; a process of its own runs this."""
    store = Store.open(orders.url or f"sqlite:///{orders.home}/briefing.db", now=NOW)
    counter = CommitFile(Path(orders.home) / "flights", "store")
    assert counter.count <= store.commit_counts.count(counter.key), "it was put back"
    outbox = Doomed(store.deliveries.counted(counter), orders)
    relay = Relay(
        host="127.0.0.1", port=orders.port, security="none", connections=orders.connections
    )
    for name in orders.editions:
        sheet = message_template(
            make_edition(id=name), _views(orders.size), Letterhead(sender=SENDER)
        )
        deliver(
            relay,
            outbox,
            build=lambda one, sheet=sheet: message_for(sheet, one, now=_now()),  # type: ignore[misc]
            terms=Terms(edition_id=name, worker=f"w-{os.getpid()}-{name}", batch=orders.batch),
            journal_folder=Path(orders.home) / "flights",
            clock=_now,
        )
        outbox.reached("between editions")
    store.close()


class Doomed:
    """The store's outbox; kills its own process at one of the points."""

    def __init__(self, outbox: Deliveries, orders: Orders) -> None:
        self._outbox = outbox
        self._point = orders.point
        self._countdown = orders.countdown
        self.give_back = outbox.give_back
        self.recover = outbox.recover
        self.expire = outbox.expire

    def reached(self, point: str) -> None:
        if point == self._point:
            self._countdown -= 1
            if self._countdown <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def claim(
        self, edition_id: str, *, worker: str, now: datetime, limit: int
    ) -> tuple[Delivery, ...]:
        found = self._outbox.claim(edition_id, worker=worker, now=now, limit=limit)
        self.reached("after the claim")
        return found

    def record(
        self,
        edition_id: str,
        *,
        marked: Sequence[str],
        settled: Sequence[Settlement],
        worker: str,
    ) -> frozenset[str]:
        self.reached("before the commit")
        done = self._outbox.record(edition_id, marked=marked, settled=settled, worker=worker)
        self.reached("after the commit, before the dot")
        return done


def _views(size: int) -> Rendering:
    lines = "A line of a message that says nothing at all, at some length.\n" * (size // 128)
    return Rendering(subject="x", preheader="", html=f"<p>{lines}</p>\n", text=lines, markdown="")


def _now() -> datetime:
    return datetime.now(UTC)
