"""A desk whose newsletter has a past: editions sent and to come, sources, subscribers, doubts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from briefing.models import Settlement, Slot
from briefing.models.subscriber import SlotState
from tests.make import NOW, make_edition, make_reference
from tests.web.desk.house import DeskHouse, desk_house, served_desk

PAST = "n-2026-11-23"
DRAFT, APPROVED = "n-2026-11-24-0700", "n-2026-11-22"
STORY = "The port of Orsk is shut. Boats wait outside. The harbour master said so on Monday.\n"
OTHER = {
    "schedule": {"at": ["07:00"], "days": ["mon", "tue", "wed", "thu", "fri"]},
    "sources": [
        {"kind": "folder", "path": "in", "name": "The desk"},
        {"kind": "feed", "url": "http://127.0.0.1:9/feed", "name": "The Wire"},
    ],
    "edition": {"window": "all"},
    "fetch": {"allow_hosts": ["127.0.0.1"], "timeout_seconds": 2},
}


def edition_of(name: str, subject: str) -> Any:
    return make_edition(id=name, subject=subject, references=(make_reference(),))


def stock(house: DeskHouse) -> None:
    """Fills the store; the clock stands at NOW again afterwards."""
    store = house.store
    (house.home / "in" / "port.txt").write_text(STORY, encoding="utf-8")
    house.now[0] = NOW - timedelta(days=2)
    names = {}
    for number, address in enumerate(("ada", "bob", "cid", "dan", "eve")):
        email = f"{address}@example.org"
        names[address] = store.subscribers.add(email, newsletter="n", at=house.now[0]).id
        house.now[0] += timedelta(hours=number)
    house.now[0] = NOW - timedelta(days=1)
    store.editions.save(edition_of(PAST, "The bridge is closed"), at=house.now[0])
    store.editions.approve(PAST, by="Grace", at=house.now[0])
    _send(house, names)
    house.now[0] = NOW
    store.subscribers.unsubscribe("eve@example.org", newsletter="n", cause="page", at=NOW)
    store.editions.save(edition_of(DRAFT, "The bridge is open again"), at=NOW)
    store.editions.save(edition_of(APPROVED, "By hand"), at=NOW - timedelta(days=2))
    store.editions.approve(APPROVED, by="Grace", at=NOW - timedelta(days=2))
    slot(house, "2026-11-24T07:00", "built", edition_id=DRAFT)
    slot(house, "2026-11-20T07:00", "skipped", reason="missed by more than 60 minutes")


def slot(house: DeskHouse, local: str, state: SlotState, **over: str) -> None:
    due = NOW.replace(day=int(local[8:10]))
    house.store.slots.plan(Slot(newsletter="n", local=local, due=due))
    house.store.slots.mark("n", local, state, **over)  # type: ignore[arg-type]


def _send(house: DeskHouse, names: dict[str, str]) -> None:
    """As after a bad morning: two sent, one failed, one in doubt, one waits."""
    deliveries, now = house.store.deliveries, house.now[0]
    deliveries.freeze(PAST, newsletter="n", message_id=lambda who: f"<{who}@x>", at=now)
    claimed = deliveries.claim(PAST, worker="w", now=now, limit=10)
    ids = [one.subscriber_id for one in claimed]
    deliveries.record(PAST, marked=ids, settled=(), worker="w")
    fates = {"ada": "sent", "bob": "sent", "cid": "failed", "dan": "in_doubt", "eve": "failed"}
    settled = [
        Settlement(subscriber_id=names[name], state=state, reply=f"550 {state}")  # type: ignore[arg-type]
        for name, state in fates.items()
    ]
    deliveries.record(PAST, marked=(), settled=settled, worker="w")
    house.store.editions.finish(PAST, reached=True)


@contextmanager
def stocked_house(home: Path) -> Iterator[DeskHouse]:
    with desk_house(home, **OTHER) as house:
        stock(house)
        yield house


@contextmanager
def stocked_desk(home: Path) -> Iterator[tuple[DeskHouse, str]]:
    with served_desk(home, **OTHER) as (house, url):
        stock(house)
        yield house, url
