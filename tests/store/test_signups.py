"""Who asks to subscribe: confirmed by mail, held to limits, forgotten in time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefing.store import Store
from tests.make import NOW
from tests.store.test_readers import ADA, DAY, add


def test_a_confirmation_makes_a_reader(store: Store) -> None:
    ada = store.signups.ask(ADA, newsletter="n", at=NOW)
    assert store.subscribers.active("n") == ()
    assert store.signups.confirm(ada.id, newsletter="n", at=NOW + DAY)
    assert store.signups.confirm(ada.id, newsletter="n", at=NOW + DAY)
    assert store.subscribers.active("n") == (ada,)
    history = store.subscribers.history(ADA, newsletter="n")
    assert [(line.status, line.cause) for line in history] == [
        ("pending", "asked on the page"),
        ("active", "confirmed by link"),
    ]


def test_an_old_link_brings_nobody_back(store: Store) -> None:
    ada = store.signups.ask(ADA, newsletter="n", at=NOW)
    assert not store.signups.confirm(ada.id, newsletter="n", at=NOW + 31 * DAY)
    assert store.signups.confirm(ada.id, newsletter="n", at=NOW + DAY)
    store.subscribers.leave(ada.id, newsletter="n", cause="page", at=NOW + DAY)
    assert not store.signups.confirm(ada.id, newsletter="n", at=NOW + DAY)
    assert not store.signups.confirm(ada.id, newsletter="other", at=NOW)
    assert not store.signups.confirm("u-nobody", newsletter="n", at=NOW)


def test_an_active_reader_who_asks_stays_one(store: Store) -> None:
    add(store)
    store.signups.ask(ADA, newsletter="n", at=NOW)
    assert len(store.subscribers.active("n")) == 1


def test_one_confirmation_a_day_and_three_in_all(store: Store) -> None:
    allowed = [
        store.signups.allow(
            ADA, "confirm", newsletter="n", client=f"c{hour}", at=NOW + hour * DAY / 4
        )
        for hour in range(40)
    ]
    assert [n for n, yes in enumerate(allowed) if yes] == [0, 4, 8]


def test_a_confirmed_reader_may_ask_again(store: Store) -> None:
    for day in range(3):
        assert store.signups.allow(ADA, "confirm", newsletter="n", client="c", at=NOW + day * DAY)
    ada = store.signups.ask(ADA, newsletter="n", at=NOW + 2 * DAY)
    assert not store.signups.allow(ADA, "confirm", newsletter="n", client="c", at=NOW + 9 * DAY)
    store.signups.confirm(ada.id, newsletter="n", at=NOW + 9 * DAY)
    assert store.signups.allow(ADA, "confirm", newsletter="n", client="c", at=NOW + 9 * DAY)


def test_one_client_cannot_ask_for_many(store: Store) -> None:
    def ask(number: int, client: str = "10.0.0.1") -> bool:
        email = f"r{number}@example.org"
        return store.signups.allow(email, "confirm", newsletter="n", client=client, at=NOW)

    assert sum(ask(number) for number in range(30)) == 10
    assert ask(31, client="10.0.0.2")
    assert store.signups.allow(
        "z@example.org", "confirm", newsletter="n", client="10.0.0.1", at=NOW + DAY
    )


def test_a_clock_set_back_opens_no_door(store: Store) -> None:
    assert store.signups.allow(ADA, "confirm", newsletter="n", client="c", at=NOW)
    assert not store.signups.allow(ADA, "confirm", newsletter="n", client="c", at=NOW - 9 * DAY)


def test_a_blocked_address_gets_no_mail(store: Store) -> None:
    store.blocks.add(ADA, cause="by hand", at=NOW)
    assert not store.signups.allow(ADA, "confirm", newsletter="n", client="c", at=NOW)


def test_many_askers_at_once_get_one_mail(store: Store, reopen: Callable[[], Store]) -> None:
    stores = [reopen() for _ in range(4)]

    def ask(number: int) -> bool:
        signups = stores[number % 4].signups
        return signups.allow(ADA, "confirm", newsletter="n", client=f"c{number}", at=NOW)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, range(40))) == 1


@pytest.mark.parametrize(("mark", "heard"), [("bounced", 1), ("complained", 1), ("blocked", 0)])
def test_who_confirms_is_written_to_again_unless_blocked(
    store: Store, mark: str, heard: int
) -> None:
    ada = store.signups.ask(ADA, newsletter="n", at=NOW)
    if mark == "blocked":
        store.blocks.add(ADA, cause="by phone", at=NOW)
    else:
        store.subscribers.set_address_status(ADA, mark, cause="550", at=NOW)  # type: ignore[arg-type]
    assert store.signups.confirm(ada.id, newsletter="n", at=NOW + DAY) is bool(heard)
    assert len(store.subscribers.active("n")) == heard


def test_who_never_confirms_is_forgotten_and_may_come_again(store: Store) -> None:
    first = store.signups.ask(ADA, newsletter="n", at=NOW)
    store.signups.ask("grace@example.com", newsletter="n", at=NOW)
    store.subscribers.add("grace@example.com", newsletter="other", at=NOW)
    add(store, "active@example.org")
    allow = store.signups.allow
    assert allow("x@example.org", "confirm", newsletter="n", client="c", at=NOW + 30 * DAY)
    assert len(list(store.subscribers.each("n"))) == 3
    assert allow("y@example.org", "confirm", newsletter="n", client="c", at=NOW + 31 * DAY)
    assert [one.subscriber.email for one in store.subscribers.each("n")] == ["active@example.org"]
    assert [one.subscriber.email for one in store.subscribers.each("other")] == [
        "grace@example.com"
    ]
    again = store.signups.ask(ADA, newsletter="n", at=NOW + 31 * DAY)
    assert again.id != first.id
    assert store.signups.confirm(again.id, newsletter="n", at=NOW + 32 * DAY)


def test_who_asks_again_has_as_long_to_confirm(store: Store) -> None:
    ada = store.signups.ask(ADA, newsletter="n", at=NOW)
    assert store.signups.ask(ADA, newsletter="n", at=NOW + 29 * DAY).id == ada.id
    assert store.signups.confirm(ada.id, newsletter="n", at=NOW + 40 * DAY)
    history = store.subscribers.history(ADA, newsletter="n")
    assert [line.status for line in history] == ["pending", "pending", "active"]
