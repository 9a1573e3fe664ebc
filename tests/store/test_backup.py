"""A store out and in again, on both engines: nothing lost, nothing sent unasked, nobody back."""

from __future__ import annotations

import random
import sqlite3
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from briefing.errors import InputError, StoreError
from briefing.models import Delivery, Edit, Keyed, Slot
from briefing.store import Store
from briefing.store import tables as t
from briefing.store.backup import OPEN
from briefing.store.engine import Database
from briefing.store.recovery import put_back
from tests.make import NOW, make_edition, make_story

LATER = NOW + timedelta(days=2)
EVERY = ("pending", "leased", "sending", "deferred", "sent", "failed", "in_doubt", "withdrawn")


def fill(store: Store) -> None:
    """Something in every part of the store that a restore is about."""
    story = Keyed(story=make_story(), keys=("k",), origin_sha256="0" * 64)
    store.stories.add([story], seen_at=NOW)
    store.editions.save(make_edition(), at=NOW)
    store.editions.keep_files("n-1", {"edition.eml": b"\x00\xff"})
    store.edits.add(Edit(kind="drop", story_ids=("s1",)), at=NOW)
    store.slots.plan(Slot(newsletter="n", local="2026-11-24T07:00", due=NOW))
    for number in range(len(EVERY)):
        who = store.subscribers.add(f"r{number}@example.org", newsletter="n", at=NOW)
        store.subscribers.change(who.id, newsletter="n", tags=["europe"])


def deliver(store: Store, url: str) -> None:
    """A delivery in every state."""
    database = Database(url)
    people = store.subscribers.active("n")
    with database.write() as connection:
        for who, state in zip(people, EVERY, strict=True):
            row = {"edition_id": "n-1", "subscriber_id": who.id, "email": who.email, "name": ""}
            row |= {"state": state, "message_id": f"<{who.id}@x>", "attempts": 1, "reply": ""}
            connection.execute(t.deliveries.insert().values(**row, reason="", worker="w"))
    database.engine.dispose()


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    database = Database(url)
    with database.read() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in t.metadata.sorted_tables
        }
    database.engine.dispose()
    return found


def test_a_backup_is_a_store_with_all_of_it(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    file = tmp_path / "b" / "backup.db"
    assert store.backup(file) == file.stat().st_size
    assert everything(f"sqlite:///{file}") == everything(url)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["backup.db"]


def test_a_file_that_exists_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path / "x.db")
    assert (tmp_path / "x.db").read_text() == "mine"


def test_it_is_taken_while_others_write(
    store: Store, reopen: Callable[[], Store], tmp_path: Path
) -> None:
    """Each is a state between two transactions: rows that are written as one are all there."""
    other, done = reopen(), threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            other.subscribers.add(f"r{number}@example.org", newsletter="n", at=NOW)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(5):
        store.backup(tmp_path / f"{number}.db")
    done.set()
    writer.join()
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            counts = [
                connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in ("subscribers", "subscriptions", "subscription_history")
            ]
        assert len(set(counts)) == 1


def test_a_restore_brings_all_back_and_marks_it(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    deliver(store, url)
    file = tmp_path / "backup.db"
    store.backup(file)
    store.editions.save(make_edition(id="n-2"), at=NOW)
    notes = put_back(url, file, now=LATER)
    assert any("unasked" in note for note in notes)
    assert store.editions.get("n-2") is None
    assert store.editions.get("n-1") == make_edition()
    assert store.editions.files("n-1") == {"edition.eml": b"\x00\xff"}
    assert store.schedules.restored_at() == LATER
    doubtful = store.deliveries.list("n-1", states=("in_doubt",))
    assert len(doubtful) == len(OPEN) + 1
    counts = dict(store.deliveries.counts("n-1"))
    assert counts == {"in_doubt": 5, "sent": 1, "failed": 1, "withdrawn": 1}


def test_what_is_numbered_goes_on_after_a_restore(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "backup.db")
    put_back(url, tmp_path / "backup.db", now=LATER)
    assert store.edits.add(Edit(kind="drop", story_ids=("s1",)), at=NOW) == 2
    store.subscribers.unsubscribe("r1@example.org", newsletter="n", cause="x", at=NOW)
    assert len(store.subscribers.history("r1@example.org", newsletter="n")) == 2


def test_nobody_who_left_since_is_brought_back(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "backup.db")
    people = store.subscribers
    people.unsubscribe("r0@example.org", newsletter="n", cause="page", at=LATER)
    people.set_address_status("r1@example.org", "bounced", cause="550", at=NOW)
    store.blocks.add("r2@example.org", cause="complaint", at=LATER)
    store.blocks.erase("r3@example.org", cause="asked", at=LATER)
    store.blocks.erase("never@example.org", cause="asked", at=LATER)
    notes = put_back(url, tmp_path / "backup.db", now=LATER)
    assert notes[-1] == "4 readers who left since the backup stay out"
    assert [who.email for who in people.active("n")] == [f"r{n}@example.org" for n in range(4, 8)]
    assert people.get("r3@example.org") is None
    with pytest.raises(InputError, match="blocked"):
        people.add("never@example.org", newsletter="n", at=LATER)
    assert people.history("r0@example.org", newsletter="n")[-1].status == "unsubscribed"


@pytest.mark.parametrize("content", [None, b"", b"text", b"SQLite format 3\x00" + b"\x01" * 5000])
def test_what_is_no_backup_changes_nothing(
    store: Store, url: str, tmp_path: Path, content: bytes | None
) -> None:
    fill(store)
    before, file = everything(url), tmp_path / "backup.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError):
        put_back(url, file, now=LATER)
    assert everything(url) == before


def test_a_damaged_store_is_moved_aside(tmp_path: Path) -> None:
    url, home = f"sqlite:///{tmp_path}/b.db", tmp_path / "b.db"
    store = Store.open(url, now=NOW)
    fill(store)
    store.backup(tmp_path / "backup.db")
    store.close()
    home.write_bytes(random.Random(1).randbytes(20_000))
    notes = put_back(url, tmp_path / "backup.db", now=LATER)
    assert notes[0] == "the store was damaged; it is kept in b.db.20261126T060000Z.broken"
    store = Store.open(url, now=NOW)
    assert len(store.subscribers.active("n")) == len(EVERY)
    store.close()


def test_what_the_store_held_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/b.db"
    store = Store.open(url, now=NOW)
    store.backup(tmp_path / "empty.db")
    fill(store)
    before = everything(url)
    put_back(url, tmp_path / "empty.db", now=LATER)
    store.close()
    assert everything(f"sqlite:///{tmp_path}/b.db.20261126T060000Z.before-restore") == before


def test_a_store_moves_from_one_engine_to_the_other(cluster_url: str, tmp_path: Path) -> None:
    home = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    fill(home)
    home.backup(tmp_path / "one.db")
    home.close()
    put_back(cluster_url, tmp_path / "one.db", now=LATER)
    server = Store.open(cluster_url, now=NOW)
    server.backup(tmp_path / "two.db")
    server.close()
    put_back(f"sqlite:///{tmp_path}/c.db", tmp_path / "two.db", now=LATER)
    assert everything(f"sqlite:///{tmp_path}/c.db") == everything(cluster_url)


def test_many_open_a_new_store_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store.open(url, now=NOW), range(4)))
    assert len({store.schema() for store in stores}) == 1
    for store in stores:
        store.close()


def test_a_delivery_in_doubt_is_not_sent_unasked(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    deliver(store, url)
    store.backup(tmp_path / "backup.db")
    put_back(url, tmp_path / "backup.db", now=LATER)
    assert store.deliveries.claim("n-1", worker="w", now=LATER + timedelta(days=9), limit=99) == ()
    assert isinstance(store.deliveries.list("n-1")[0], Delivery)


def test_a_file_that_is_no_backup_touches_nothing_and_twice_is_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/b.db"
    store = Store.open(url, now=NOW)
    store.subscribers.add("r1@example.org", newsletter="n", at=NOW)
    store.backup(tmp_path / "backup.db")
    store.close()
    (tmp_path / "letter.txt").write_text("Dear store,")
    for name in ("letter.txt", "missing.db"):
        with pytest.raises(StoreError, match=name):
            put_back(url, tmp_path / name, now=NOW)
    assert list(tmp_path.glob("*.before-restore*")) == []
    for _ in range(2):
        assert "is kept in" in put_back(url, tmp_path / "backup.db", now=NOW)[0]
    assert len(list(tmp_path.glob("*.before-restore*"))) == 2
