"""A store that is locked, full, or cut in mid-write: nothing is sent without a durable claim."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import StoreError
from briefing.pipeline.sending import Mailer
from briefing.store import Store
from briefing.store.commit_count import CommitCounter
from briefing.store.delivery_table import Deliveries
from tests.delivery.newsletter import EDITION, open_mailer, smtp
from tests.delivery.scripted import Script, ScriptedServer
from tests.delivery.serving import serving
from tests.make import NOW

PEOPLE = 30
FULL = bool(os.environ.get("BRIEFING_FULL"))
PAGES = range(100) if FULL else (0, 1, 4, 16)
CUTS = 100 if FULL else 8


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def mailer(tmp_path: Path, script: Script) -> Iterator[Mailer]:
    with (
        serving(lambda: ScriptedServer(script)) as port,
        open_mailer(tmp_path, people=PEOPLE, **smtp(port, connections=3)) as opened,
    ):
        yield opened


def sound(home: Path) -> bool:
    connection = sqlite3.connect(home / "briefing.db")
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()


def everyone() -> list[str]:
    return sorted(f"r{number}@example.org" for number in range(PEOPLE))


def test_a_lock_is_waited_for(tmp_path: Path, mailer: Mailer, script: Script) -> None:
    """For 2 seconds here; `test_a_lock_of_thirty_seconds` has the whole time."""
    with held(tmp_path / "briefing.db", 2.0):
        report = mailer.deliver(EDITION)
    assert report.counts == (("sent", PEOPLE),)
    assert script.recipients == everyone()


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="30 seconds: set BRIEFING_FULL")
def test_a_lock_of_thirty_seconds(tmp_path: Path, mailer: Mailer, script: Script) -> None:
    locked = threading.Event()

    def lock_in_the_middle() -> str:
        if not locked.is_set():
            locked.set()
            threading.Thread(target=hold, args=(tmp_path / "briefing.db", 30.0)).start()
        return "250 ok"

    script.replies[f"RCPT {everyone()[5]}"] = lock_in_the_middle
    assert mailer.deliver(EDITION).counts == (("sent", PEOPLE),)
    assert script.recipients == everyone()


def hold(file: Path, seconds: float, ready: threading.Event | None = None) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    if ready:
        ready.set()
    time.sleep(seconds)
    connection.execute("ROLLBACK")
    connection.close()


class held:  # noqa: N801 - used as a word
    """Another program holds the store for some seconds."""

    def __init__(self, file: Path, seconds: float) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=hold, args=(file, seconds, self._ready))

    def __enter__(self) -> None:
        self._thread.start()
        self._ready.wait()

    def __exit__(self, *_: object) -> None:
        self._thread.join()


class Failing:
    """The store's outbox, whose disk is full from a certain commit on."""

    def __init__(self, outbox: Deliveries, after: int) -> None:
        self._outbox = outbox
        self._left = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    def counted(self, counter: CommitCounter) -> Failing:
        """As the mailer asks for it: with a counter, and on the same full disk."""
        return Failing(self._outbox.counted(counter), self._left)

    def record(self, *args: Any, **options: Any) -> frozenset[str]:
        self._left -= 1
        if self._left < 0:
            raise StoreError("the store failed: database or disk is full")
        return self._outbox.record(*args, **options)


@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_a_commit_that_fails_sends_no_dot(mailer: Mailer, script: Script, after: int) -> None:
    outbox = mailer.store.deliveries
    mailer.store.deliveries = Failing(outbox, after)  # type: ignore[assignment]
    with pytest.raises(StoreError, match="disk is full"):
        mailer.deliver(EDITION)
    mailer.store.deliveries = outbox
    taken = list(script.recipients)
    report = mailer.deliver(EDITION)
    assert script.recipients == everyone()
    assert len(taken) < PEOPLE if after else not taken
    assert report.counts == (("sent", PEOPLE),)


@pytest.mark.parametrize("pages", PAGES)
def test_a_full_disk_stops_the_run_and_harms_nothing(
    tmp_path: Path, mailer: Mailer, script: Script, pages: int
) -> None:
    """SQLite's own limit of pages stands for a disk that is full: it is the same error."""
    engine = mailer.store._database.engine
    with engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit_pages(engine, used + pages)
    try:
        mailer.deliver(EDITION)
    except StoreError as error:
        assert "full" in str(error)
    limit_pages(engine, 1 << 30)
    taken = list(script.recipients)
    assert len(taken) == len(set(taken))
    assert mailer.deliver(EDITION).counts == (("sent", PEOPLE),)
    assert script.recipients == everyone()
    assert sound(tmp_path)


def limit_pages(engine: Any, pages: int) -> None:
    from sqlalchemy import event

    engine.dispose()

    def set_limit(connection: Any, record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", set_limit)


def copied(home: Path, copy: Path) -> Path:
    """A copy of a store that is being written to: what a power cut now would leave, or more."""
    copy.mkdir(parents=True)
    for name in ("briefing.db", "briefing.db-wal"):
        if (home / name).exists():
            shutil.copy(home / name, copy / name)
    return copy


def cut(copy: Path, rng: random.Random) -> None:
    """Its log ends at a random byte."""
    log = copy / "briefing.db-wal"
    if log.exists():
        with log.open("r+b") as file:
            file.truncate(rng.randint(0, log.stat().st_size))


def states(copy: Path) -> dict[str, str]:
    """Who is in which state, in a store that must be whole."""
    assert sound(copy)
    store = Store.open(f"sqlite:///{copy}/briefing.db", now=NOW)
    found: dict[str, str] = {one.email: one.state for one in store.deliveries.list(EDITION)}
    store.close()
    return found


def test_a_log_cut_anywhere_is_a_state_of_the_past(
    tmp_path: Path, mailer: Mailer, script: Script
) -> None:
    """As after a power cut: what was accepted was marked before, what is said to be sent was."""
    rng, number = random.Random(7), 0
    release_only(mailer)
    script.replies["RCPT"] = lambda: time.sleep(0.1 if FULL else 0.01) or "250 ok"  # type: ignore[func-returns-value]
    thread = threading.Thread(target=mailer.deliver, args=(EDITION,))
    thread.start()
    while number < CUTS:
        before = set(script.recipients)
        copy = copied(tmp_path, tmp_path / "copies" / str(number))
        after = set(script.recipients)
        whole = states(copied(copy, copy / "whole"))
        assert {whole[email] for email in before} <= {"sending", "sent"}
        cut(copy, rng)
        assert {email for email, state in states(copy).items() if state == "sent"} <= after
        number += 1
    thread.join()
    assert script.recipients == everyone()


def release_only(mailer: Mailer) -> None:
    """Freeze the recipients, and let the log be written back, so that copies have them."""
    from briefing.pipeline.release import release

    edition = mailer.store.editions.get(EDITION)
    assert edition is not None
    release(edition, mailer.render(edition, ""), config=mailer.config, store=mailer.store, now=NOW)
    connection = sqlite3.connect(mailer.config.path("briefing.db"))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
