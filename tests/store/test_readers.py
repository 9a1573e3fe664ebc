"""Subscribers, their history and audiences, what is forgotten, and who may ask for a mail."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from briefing.errors import InputError
from briefing.models.segment import AnyOf, Audience, Tagged
from briefing.store import Store
from briefing.store import tables as t
from briefing.store.subscriber_table import PAGE_ROWS, new
from briefing.store.subscriptions import Subscription
from tests.make import NOW, make_edition

DAY = timedelta(days=1)
ADA = "ada@example.org"


def add(store: Store, email: str = ADA, **over: str) -> str:
    return store.subscribers.add(email, newsletter="n", at=NOW, **over).id


def in_any(*tags: str) -> Audience:
    return Audience(segment=AnyOf(tuple(map(Tagged, tags))))


def waiting(store: Store, subscriber_id: str, state: str = "pending") -> None:
    """A delivery of an edition of `n`, in any state."""
    store.editions.save(make_edition(), at=NOW)
    row = {"edition_id": "n-1", "subscriber_id": subscriber_id, "email": ADA, "name": "Lovelace"}
    row |= {"state": state, "message_id": "<1@x>", "reply": "", "reason": "", "worker": ""}
    with store.deliveries._database.write() as connection:
        connection.execute(t.deliveries.insert().values(**row, attempts=0))


def test_an_id_says_nothing_about_the_address(store: Store) -> None:
    assert add(store) != new(ADA).id
    assert add(store) == add(store, "ADA@example.org")


def test_a_search_finds_in_address_and_name(store: Store) -> None:
    add(store, name="Ada Lovelace")
    add(store, "grace@example.com", name="Grace 100%")
    for part, found in (("LOVE", 1), ("example.", 2), ("100%", 1), ("%", 1), ("_", 0), ("zz", 0)):
        assert len(list(store.subscribers.each("n", find=part))) == found, part


def test_subscriptions_come_by_page_and_in_order(store: Store) -> None:
    many = [f"r{number:04}@example.org" for number in range(PAGE_ROWS + 5)]
    rows = [Subscription(subscriber=new(email), status="active") for email in reversed(many)]
    assert store.subscribers.take_in(rows, newsletter="n", cause="imported", at=NOW) == ()
    found = [line.subscriber.email for line in store.subscribers.each("n")]
    assert found == many


def test_audiences_choose_who_gets_an_edition(store: Store) -> None:
    ada, grace = add(store), add(store, "grace@example.com")
    store.subscribers.change(ada, newsletter="n", tags=["weekend", "europe"])
    store.subscribers.change(grace, newsletter="n", tags=["europe"])
    emails = [s.email for s in store.subscribers.active("n", audience=in_any("weekend", "none"))]
    assert emails == [ADA]
    assert len(store.subscribers.active("n", audience=in_any("weekend", "europe"))) == 2
    assert [s.tags for s in store.subscribers.each("n", segment=Tagged("weekend"))] == [
        ("europe", "weekend")
    ]
    assert store.subscribers.active("other", audience=in_any("weekend")) == ()


@pytest.mark.parametrize("state", ["pending", "leased", "deferred"])
def test_leaving_empties_the_outbox_at_once(store: Store, state: str) -> None:
    ada = add(store)
    waiting(store, ada, state)
    assert store.subscribers.leave(ada, newsletter="n", cause="one click", at=NOW)
    assert store.deliveries.counts("n-1") == (("withdrawn", 1),)
    assert store.deliveries.list("n-1")[0].reason == "unsubscribed: one click"


@pytest.mark.parametrize("how", ["leave", "bounce"])
def test_who_leaves_while_an_edition_is_released_gets_nothing(
    store: Store, reopen: Callable[[], Store], how: str
) -> None:
    ada, other, pool = add(store), reopen(), ThreadPoolExecutor(1)
    store.editions.save(make_edition(), at=NOW)

    def leave() -> None:
        if how == "leave":
            other.subscribers.leave(ada, newsletter="n", cause="one click", at=NOW)
        else:
            other.subscribers.set_address_status(ADA, "bounced", cause="550", at=NOW)

    def message_id(name: str) -> str:
        leaving.append(pool.submit(leave))
        wait(leaving, timeout=0.5)  # it waits for the release, or it is done
        return f"<{name}@example.org>"

    leaving: list[Future[None]] = []
    store.deliveries.freeze("n-1", newsletter="n", message_id=message_id, at=NOW)
    leaving[0].result(timeout=30)
    pool.shutdown()
    assert store.deliveries.counts("n-1") == (("withdrawn", 1),)


@pytest.mark.parametrize("state", ["sending", "sent", "in_doubt", "failed"])
def test_what_may_have_gone_out_stays_as_it_is(store: Store, state: str) -> None:
    ada = add(store)
    waiting(store, ada, state)
    store.subscribers.leave(ada, newsletter="n", cause="one click", at=NOW)
    assert store.deliveries.counts("n-1") == ((state, 1),)


def test_leaving_one_newsletter_leaves_the_other(store: Store) -> None:
    ada = add(store)
    waiting(store, ada)
    store.subscribers.add(ADA, newsletter="other", at=NOW)
    store.subscribers.leave(ada, newsletter="other", cause="page", at=NOW)
    assert store.deliveries.counts("n-1") == (("pending", 1),)
    assert len(store.subscribers.active("n")) == 1


def test_leaving_twice_changes_nothing(store: Store) -> None:
    ada = add(store)
    assert store.subscribers.leave(ada, newsletter="n", cause="page", at=NOW)
    assert not store.subscribers.leave(ada, newsletter="n", cause="page", at=NOW + DAY)
    assert not store.subscribers.leave("u-nobody", newsletter="n", cause="page", at=NOW)
    assert len(store.subscribers.history(ADA, newsletter="n")) == 2


def test_an_address_that_bounced_gets_nothing_that_waits(store: Store) -> None:
    waiting(store, add(store))
    store.subscribers.set_address_status(ADA, "bounced", cause="550", at=NOW)
    assert store.deliveries.counts("n-1") == (("withdrawn", 1),)
    assert store.subscribers.active("n") == ()


def test_erasing_leaves_only_a_hash(store: Store) -> None:
    ada = add(store, name="Ada")
    waiting(store, ada)
    store.signups.allow(ADA, "preferences", newsletter="n", client="1.2.3.4", at=NOW)
    assert store.blocks.erase("Ada@Example.org", cause="asked by mail", at=NOW)
    assert store.subscribers.get(ADA) is None
    assert list(store.subscribers.each("n")) == []
    assert store.deliveries.list("n-1") == ()
    with pytest.raises(InputError, match="is blocked"):
        add(store)
    assert store.blocks.remove(ADA, cause="asked", at=NOW)
    add(store)
    assert [h.cause for h in store.subscribers.history(ADA, newsletter="n")] == ["added"]


def test_erasing_an_unknown_address_blocks_it(store: Store) -> None:
    assert not store.blocks.erase(ADA, cause="asked", at=NOW)
    assert store.blocks.holds("ADA@EXAMPLE.ORG")
    assert not store.blocks.remove("grace@example.com", cause="asked", at=NOW)


def test_no_byte_of_an_erased_reader_stays_in_the_files(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    store.subscribers.add(ADA, newsletter="n", at=NOW, name="Lovelace")
    waiting(store, store.subscribers.active("n")[0].id)
    store.blocks.erase(ADA, cause="asked", at=NOW)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"SQLite format" in kept
    assert b"ada@example" not in kept
    assert b"Lovelace" not in kept
    store.close()


def test_a_name_is_one_line_of_letters(store: Store) -> None:
    add(store, name="  Ada\r\nBcc: x@y\x00\u2028 " + "x" * 500)
    (found,) = store.subscribers.active("n")
    assert found.name.startswith("Ada Bcc: x@y x")
    assert len(found.name) == 200


def test_putting_keeps_what_is_not_said(store: Store) -> None:
    ada = add(store, name="Ada")
    store.subscribers.change(ada, newsletter="n", tags=["europe"], language="de")
    again = Subscription(subscriber=new(ADA), status="active")
    store.subscribers.put(again, newsletter="n", cause="again", at=NOW)
    found = store.subscribers.subscription(ada, "n")
    assert found is not None
    assert (found.tags, found.subscriber.name, found.subscriber.language) == (
        ("europe",),
        "Ada",
        "de",
    )


def test_sqlite_is_set_to_keep_its_promises(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    with store.subscribers._database.read() as connection:
        ask = connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2  # FULL: a commit survives a power cut
        assert ask("PRAGMA busy_timeout").scalar() == 45_000  # a lock of 30 s is waited for
        assert ask("PRAGMA foreign_keys").scalar() == 1
        assert ask("PRAGMA secure_delete").scalar() == 1
    store.close()
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_happens_to_an_address_stands_in_the_history(store: Store) -> None:
    add(store)
    store.subscribers.set_address_status(ADA, "bounced", cause="550 no such user", at=NOW + DAY)
    store.subscribers.set_address_status(ADA, "bounced", cause="again", at=NOW + 2 * DAY)
    assert store.blocks.remove(ADA, cause="it was a mistake", at=NOW + 3 * DAY)
    assert not store.blocks.remove(ADA, cause="again", at=NOW + 3 * DAY)
    store.blocks.add(ADA, cause="by phone", at=NOW + 4 * DAY)
    history = store.subscribers.history(ADA, newsletter="n")
    assert [(line.status, line.cause, line.at) for line in history] == [
        ("active", "added", NOW),
        ("bounced", "550 no such user", NOW + DAY),
        ("works", "it was a mistake", NOW + 3 * DAY),
        ("blocked", "by phone", NOW + 4 * DAY),
    ]
    (found,) = store.subscribers.each("n")
    assert found.since == NOW  # active since then, whatever became of the address


def test_a_part_may_name_readers_twice_and_known_ones(store: Store) -> None:
    add(store, "known@example.org", name="Known")
    store.subscribers.unsubscribe(
        store.subscribers.add("left@example.org", newsletter="n", at=NOW).email,
        newsletter="n",
        cause="page",
        at=NOW,
    )
    store.blocks.add("shut@example.org", cause="asked", at=NOW)
    many = [
        Subscription(subscriber=new(email, name=name), status="active", tags=tags)
        for email, name, tags in (
            ("new@example.org", "New", ("a",)),
            ("NEW@example.org", "Newer", ("b",)),
            ("known@example.org", "Other", ("c",)),
            ("left@example.org", "", ()),
            ("shut@example.org", "", ()),
        )
    ]
    faults = store.subscribers.take_in(many, newsletter="n", cause="imported", at=NOW + DAY)
    assert [(fault.where, fault.why) for fault in faults] == [
        ("left@example.org", "has unsubscribed"),
        ("shut@example.org", "is blocked"),
    ]
    found = [
        (one.subscriber.name, one.tags) for one in store.subscribers.each("n", status="active")
    ]
    assert found == [("Known", ("c",)), ("New", ("a", "b"))]
    history = store.subscribers.history("new@example.org", newsletter="n")
    assert [(line.status, line.cause) for line in history] == [("active", "imported")]


def test_readers_imported_twice_at_once_are_entered_once(
    store: Store, reopen: Callable[[], Store]
) -> None:
    emails = [f"r{number:03}@example.org" for number in range(200)]

    def take(other: Store) -> object:
        many = [Subscription(subscriber=new(email), status="active") for email in emails]
        return other.subscribers.take_in(many, newsletter="n", cause="imported", at=NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take, [store, reopen()]))
    assert [one.subscriber.email for one in store.subscribers.each("n")] == emails
    assert all(len(store.subscribers.history(email, newsletter="n")) == 1 for email in emails[:20])


@pytest.mark.parametrize(
    "wish",
    [{}, {"status": "active"}, {"segment": Tagged("weekly")}, {"status": "active", "find": "r"}],
)
def test_a_page_of_readers_is_read_in_order_not_sorted(
    tmp_path: Path, wish: dict[str, object]
) -> None:
    """Sorting all of a list for each page of it takes a million readers for ever."""
    store = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    many = [new(f"r{number}@example.org") for number in range(600)]
    rows = [Subscription(subscriber=who, status="active", tags=("weekly",)) for who in many]
    store.subscribers.take_in(rows, newsletter="n", cause="imported", at=NOW)
    asked: list[tuple[str, object]] = []
    engine = store.subscribers._database.engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
    assert len(list(store.subscribers.each("n", **wish))) == 600  # type: ignore[arg-type]
    pages = [(sql, values) for sql, values in asked if "LIMIT" in sql]
    assert len(pages) == 3
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        connection.execute("ANALYZE")
        for sql, values in pages:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()  # type: ignore[call-overload]
            assert not any("FOR ORDER BY" in line[3] for line in plan), plan
    store.close()
