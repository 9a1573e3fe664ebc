"""Deliveries: claimed by one worker each, durable before they are acted on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from briefing.errors import StoreError
from briefing.models import Delivery, DeliveryState, Settlement
from briefing.store import Store
from tests.make import NOW, make_edition

LATER = NOW + timedelta(hours=1)


def fill(store: Store, count: int = 3) -> tuple[Delivery, ...]:
    """An edition being sent, with that many deliveries."""
    store.editions.save(make_edition(), at=NOW)
    for number in range(count):
        store.subscribers.add(f"r{number:04}@example.org", newsletter="n", at=NOW)
    freeze(store)
    return store.deliveries.list("n-1")


def freeze(store: Store) -> int:
    return store.deliveries.freeze(
        "n-1", newsletter="n", message_id=lambda name: f"<{name}@example.org>", at=NOW
    )


def claim(
    store: Store, limit: int = 100, now: datetime = NOW, worker: str = "w"
) -> tuple[Delivery, ...]:
    return store.deliveries.claim("n-1", worker=worker, now=now, limit=limit)


def mark(store: Store, *deliveries: Delivery, worker: str = "w") -> frozenset[str]:
    names = [one.subscriber_id for one in deliveries]
    return store.deliveries.record("n-1", marked=names, settled=(), worker=worker)


def settled(one: Delivery, state: DeliveryState, retry_at: datetime | None = None) -> Settlement:
    name = one.subscriber_id
    return Settlement(subscriber_id=name, state=state, reply=f"so: {state}", retry_at=retry_at)


def settle(store: Store, *settlements: Settlement, worker: str = "w") -> None:
    store.deliveries.record("n-1", marked=(), settled=settlements, worker=worker)


def states(store: Store) -> dict[str, int]:
    return dict(store.deliveries.counts("n-1"))


def test_freezing_takes_the_active_and_marks_the_edition(store: Store) -> None:
    store.subscribers.add("gone@example.org", newsletter="n", at=NOW)
    store.subscribers.unsubscribe("gone@example.org", newsletter="n", cause="asked", at=NOW)
    store.subscribers.add("dead@example.org", newsletter="n", at=NOW)
    store.subscribers.set_address_status("dead@example.org", "bounced", cause="550", at=NOW)
    store.subscribers.add("other@example.org", newsletter="m", at=NOW)
    fill(store, 2)
    assert [one.email for one in store.deliveries.list()] == [
        "r0000@example.org",
        "r0001@example.org",
    ]
    assert store.editions.state("n-1") == "sending"
    assert store.editions.released_at("n-1") == NOW
    assert store.editions.in_state("n", "sending") == ("n-1",)


def test_freezing_twice_adds_nothing(store: Store) -> None:
    fill(store)
    assert freeze(store) == 0
    store.subscribers.add("late@example.org", newsletter="n", at=NOW)
    assert freeze(store) == 1


def test_more_readers_than_a_page_are_frozen_once_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.store.delivery_table.PAGE_ROWS", 2)
    assert len({one.subscriber_id for one in fill(store, 5)}) == 5


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
    assert mark(store, one) == {one.subscriber_id}
    settle(store, settled(one, "sent"))
    assert claim(store) == ()
    assert states(store) == {"sent": 1}
    (kept,) = store.deliveries.list("n-1")
    assert (kept.reply, kept.attempts) == ("so: sent", 1)


def test_one_call_marks_some_and_settles_others(store: Store) -> None:
    fill(store)
    one, two, three = claim(store)
    mark(store, one, two)
    done = store.deliveries.record(
        "n-1",
        marked=[three.subscriber_id],
        settled=[settled(one, "sent"), settled(two, "failed")],
        worker="w",
    )
    assert done == {three.subscriber_id}
    assert states(store) == {"failed": 1, "sending": 1, "sent": 1}


def test_a_deferred_one_waits(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    settle(store, settled(one, "deferred", retry_at=LATER))
    assert claim(store) == ()
    assert store.deliveries.next_retry("n-1") == LATER
    (again,) = claim(store, now=LATER)
    assert again.attempts == 1


def test_those_deferred_take_turns_with_those_never_offered(store: Store) -> None:
    fill(store, 6)
    for one in claim(store, 3):
        settle(store, settled(one, "deferred", retry_at=NOW))
    attempts = [one.attempts for one in claim(store, 4)]
    assert attempts == [0, 1, 0, 1]
    assert sorted(one.attempts for one in claim(store, 10)) == [0, 1]


def test_what_is_given_back_can_be_claimed(store: Store) -> None:
    fill(store)
    one, two, three = claim(store)
    mark(store, two)
    settle(store, settled(three, "sent"))
    names = [one.subscriber_id, two.subscriber_id, three.subscriber_id]
    store.deliveries.give_back("n-1", names, worker="another")
    assert states(store) == {"leased": 1, "sending": 1, "sent": 1}
    store.deliveries.give_back("n-1", names, worker="w")
    assert states(store) == {"pending": 2, "sent": 1}


def test_of_a_dead_worker_nothing_known_is_in_doubt(store: Store) -> None:
    fill(store)
    one, _, _ = claim(store)
    mark(store, one)
    assert store.deliveries.recover("w", None) == 1
    assert states(store) == {"in_doubt": 1, "pending": 2}


def test_of_a_dead_worker_what_is_known_is_settled(store: Store) -> None:
    fill(store, 5)
    sent, doubtful, safe, *_ = everyone = claim(store)
    mark(store, *everyone[:3])
    notes = [settled(sent, "sent"), settled(doubtful, "in_doubt")]
    known = {one.subscriber_id: one for one in notes}
    assert store.deliveries.recover("w", known) == 1
    assert states(store) == {"in_doubt": 1, "pending": 3, "sent": 1}
    assert safe in claim(store, worker="other")
    assert store.deliveries.recover("w", known) == 1
    assert states(store) == {"in_doubt": 1, "leased": 3, "sent": 1}


def test_another_worker_is_left_alone_by_recovery(store: Store) -> None:
    fill(store)
    claim(store, 1, worker="other")
    claim(store)
    store.deliveries.recover("w", {})
    assert states(store) == {"leased": 1, "pending": 2}


def test_a_silent_worker_is_taken_for_dead(store: Store) -> None:
    fill(store)
    one, *_ = claim(store)
    mark(store, one)
    assert store.deliveries.expire(NOW) == 0
    assert store.deliveries.expire(LATER, alive=["w"]) == 0
    assert store.deliveries.expire(LATER) == 1
    assert states(store) == {"in_doubt": 1, "pending": 2}


def test_a_worker_that_was_only_slow_still_tells_how_it_ended(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    mark(store, one)
    store.deliveries.expire(LATER)
    settle(store, settled(one, "sent"))
    assert states(store) == {"sent": 1}


def test_a_lease_that_was_lost_gives_no_mark(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    store.deliveries.expire(LATER)
    assert mark(store, one) == frozenset()
    claim(store, worker="other")
    assert mark(store, one) == frozenset()
    settle(store, settled(one, "failed"))
    assert states(store) == {"leased": 1}


def test_only_a_person_ends_a_doubt(store: Store) -> None:
    fill(store, 1)
    (one,) = claim(store)
    with pytest.raises(StoreError, match="not in doubt"):
        store.deliveries.resolve(one, "pending", reason="asked the reader")
    mark(store, one)
    store.deliveries.expire(LATER)
    assert claim(store, now=LATER) == ()
    store.editions.finish("n-1", reached=True)
    assert store.editions.state("n-1") == "sent"
    store.deliveries.resolve(one, "pending", reason="asked the reader")
    assert store.editions.state("n-1") == "sending"
    assert len(claim(store, now=LATER)) == 1


def test_unsubscribing_takes_back_what_waits(store: Store) -> None:
    one, two, _ = fill(store, 3)
    assert store.deliveries.withdraw(one.subscriber_id, reason="unsubscribed") == 1
    claim(store)
    assert store.deliveries.withdraw(two.subscriber_id, reason="unsubscribed") == 1
    assert mark(store, two) == frozenset()
    assert states(store) == {"leased": 1, "withdrawn": 2}


def test_a_delivery_is_found_by_its_message_id(store: Store) -> None:
    one, *_ = fill(store)
    assert store.deliveries.with_message_id(one.message_id) == one
    assert store.deliveries.with_message_id("<none@example.org>") is None


class Reached:
    """Notes which transactions are durable."""

    key = "here"

    def __init__(self) -> None:
        self.counts: list[int] = []

    def reached(self, count: int) -> None:
        self.counts.append(count)


def test_each_transaction_that_marks_is_counted(store: Store) -> None:
    fill(store)
    claimed, counter = claim(store), Reached()
    counted = store.deliveries.counted(counter)
    for delivery in claimed:
        names = [delivery.subscriber_id]
        counted.record("n-1", marked=names, settled=(), worker="w")
        counted.record("n-1", marked=(), settled=[settled(delivery, "sent")], worker="w")
    assert counter.counts == [1, 2, 3]
    assert store.commit_counts.count("here") == 3
