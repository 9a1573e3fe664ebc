"""Deliveries: claimed by one worker each, durable before they are acted on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from briefing.errors import StoreError
from briefing.models import Delivery
from briefing.store import Store
from tests.make import NOW, make_edition

LATER = NOW + timedelta(hours=1)


def fill(store: Store, count: int = 3) -> tuple[Delivery, ...]:
    """An approved edition with that many deliveries."""
    store.editions.save(make_edition(), at=NOW)
    people = [
        store.subscribers.add(f"r{n:04}@example.org", newsletter="n", at=NOW) for n in range(count)
    ]
    rows = tuple(
        Delivery(
            edition_id="n-1",
            subscriber_id=person.id,
            email=person.email,
            state="pending",
            message_id=f"<{person.id}@example.org>",
        )
        for person in people
    )
    store.deliveries.freeze(rows)
    return rows


def claim(store: Store, limit: int = 100, now: object = NOW) -> tuple[Delivery, ...]:
    return store.deliveries.claim("n-1", worker="w", now=now, limit=limit)  # type: ignore[arg-type]


def test_freezing_twice_adds_nothing(store: Store) -> None:
    rows = fill(store)
    assert store.deliveries.freeze(rows) == 0


def test_what_is_claimed_is_not_claimed_again(store: Store) -> None:
    fill(store)
    first, second, third = claim(store, 2), claim(store, 2), claim(store, 2)
    assert (len(first), len(second), len(third)) == (2, 1, 0)
    assert not {d.subscriber_id for d in first} & {d.subscriber_id for d in second}


def test_many_workers_claim_each_delivery_once(store: Store, reopen: Callable[[], Store]) -> None:
    fill(store, 60)
    stores = [reopen() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda s: [d for _ in range(8) for d in claim(s, 3)], stores))
    ids = [delivery.subscriber_id for part in taken for delivery in part]
    assert len(ids) == len(set(ids)) == 60


def test_a_delivery_is_sent_once(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    store.deliveries.mark(one, NOW)
    store.deliveries.settle(one, "sent", "250 ok", NOW)
    assert claim(store) == ()
    assert store.deliveries.counts("n-1") == (("sent", 1),)


def test_a_deferred_one_waits(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    store.deliveries.settle(one, "deferred", "451 later", NOW, retry_at=LATER)
    assert claim(store) == ()
    assert len(claim(store, now=LATER)) == 1


def test_a_crash_before_the_mark_is_safe_to_retry(store: Store) -> None:
    fill(store, 1)
    claim(store)
    assert store.deliveries.recover(LATER) == 0
    assert len(claim(store, now=LATER)) == 1


def test_a_crash_after_the_mark_is_in_doubt(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    store.deliveries.mark(one, NOW)
    assert store.deliveries.recover(LATER) == 1
    assert claim(store, now=LATER) == ()
    assert [d.state for d in store.deliveries.list(states=["in_doubt"])] == ["in_doubt"]


def test_a_live_lease_is_left_alone(store: Store) -> None:
    fill(store, 1)
    claim(store)
    assert store.deliveries.recover(NOW) == 0
    assert claim(store) == ()


def test_what_is_not_leased_cannot_be_marked(store: Store) -> None:
    (one,) = fill(store, 1)
    with pytest.raises(StoreError, match="no longer leased"):
        store.deliveries.mark(one, NOW)


def test_only_a_person_ends_a_doubt(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    with pytest.raises(StoreError, match="not in doubt"):
        store.deliveries.resolve(one, "pending", reason="asked the reader")
    store.deliveries.mark(one, NOW)
    store.deliveries.recover(LATER)
    store.deliveries.resolve(one, "pending", reason="asked the reader")
    assert len(claim(store, now=LATER)) == 1


def test_unsubscribing_takes_back_what_waits(store: Store) -> None:
    one, *_ = fill(store, 2)
    assert store.deliveries.withdraw(one.subscriber_id, reason="unsubscribed") == 1
    assert len(claim(store)) == 1
