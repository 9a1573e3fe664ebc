"""Real processes: several on one store, and what signals do to a daemon."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP

from briefing.models import Slot
from briefing.store import Store
from tests.delivery.serving import serving
from tests.schedule.work import open_store

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 50
# For a machine that does much else: what is tested is that it happens, not how fast.
PATIENCE_SECONDS = 120


@pytest.mark.parametrize("processes", [2, 4])
def test_many_processes_make_one_edition_a_slot(tmp_path: Path, processes: int) -> None:
    open_store(tmp_path, datetime(2026, 11, 24, tzinfo=UTC)).close()
    command = [sys.executable, "-m", "tests.schedule.racing", str(tmp_path), str(ROUNDS)]
    racing = [
        subprocess.Popen([*command, str(me), str(processes)], cwd=ROOT) for me in range(processes)
    ]
    assert [one.wait(120) for one in racing] == [0] * processes
    sent = Counter((tmp_path / "sent.txt").read_text().split())
    assert len(sent) == ROUNDS
    assert set(sent.values()) == {1}


def config(folder: Path, *, delivery: object = None, **schedule: object) -> Path:
    """A newsletter of two stories whose slot is now, in minutes of UTC."""
    (folder / "in").mkdir(exist_ok=True)
    for number, place in enumerate(("Harbour", "Valley")):
        text = f"{place} bridge closed after storm\n\nThe {place} bridge was closed on Monday."
        (folder / "in" / f"{number}.txt").write_text(text)
    rules = {"at": [f"{datetime.now(UTC):%H:%M}"], "days": [*days()], "review": "none"}
    said = {
        "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
        "sources": [{"kind": "folder", "path": "in"}],
        "edition": {"window": "all"},
        "schedule": rules | schedule,
        "delivery": delivery or {},
    }
    file = folder / "config.yaml"
    file.write_text(json.dumps(said))
    return file


def days() -> tuple[str, ...]:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@contextmanager
def daemon(file: Path) -> Iterator[subprocess.Popen[str]]:
    """`briefing schedule` in a process of its own; its talk goes into `talk.txt`."""
    command = [sys.executable, "-m", "briefing", "schedule", "--config", str(file)]
    with (file.parent / f"talk-{time.monotonic_ns()}.txt").open("w") as talk:
        running = subprocess.Popen(command, cwd=ROOT, stderr=talk, text=True)
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def talk(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted(folder.glob("talk-*.txt")))


def until(true: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def open_letter(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder}/briefing.db", now=datetime.now(UTC))


def test_two_daemons_send_one_edition(tmp_path: Path) -> None:
    store = open_letter(tmp_path)
    for number in range(5):
        store.subscribers.add(f"r{number}@example.org", newsletter="n", at=datetime.now(UTC))
    file = config(tmp_path)
    with daemon(file) as first, daemon(file) as second:
        until(lambda: [slot.state for slot in store.slots.list("n")] == ["sent"])
        for one in (first, second):
            one.terminate()
        assert [one.wait(PATIENCE_SECONDS) for one in (first, second)] == [0, 0]
    store.close()
    assert len(list((tmp_path / "out" / "mail").glob("*.eml"))) == 5
    assert talk(tmp_path).count(": sent ") <= 1  # one that is told to end may not say so any more


def test_a_daemon_lives_and_reads_a_new_config_and_ends_in_time(tmp_path: Path) -> None:
    later = f"{datetime.now(UTC) + timedelta(hours=5):%H:%M}"
    file, beat = config(tmp_path, at=[later]), tmp_path / "out" / "heartbeat.json"
    with daemon(file) as running:
        until(beat.exists)
        assert json.loads(beat.read_text())["pid"] == running.pid
        assert json.loads(beat.read_text())["next"]["slot"].endswith(later)
        file.write_text("schedule: [")
        running.send_signal(signal.SIGHUP)
        until(lambda: "the old one stays" in talk(tmp_path))
        config(tmp_path, at=["03:03"])
        running.send_signal(signal.SIGHUP)
        until(lambda: "T03:03 UTC" in talk(tmp_path) and "was read anew" in talk(tmp_path))
        running.terminate()
        assert running.wait(PATIENCE_SECONDS) == 0  # not 75: it was not cut off


def test_work_that_hangs_is_cut_off(tmp_path: Path) -> None:
    code = (
        "import time\n"
        "from briefing.schedule.signals import Signals\n"
        "with Signals(last_second=1.0) as signals, signals.gently():\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        os.kill(running.pid, signal.SIGTERM)
        assert running.wait(PATIENCE_SECONDS) == 75


def test_a_daemon_killed_while_it_works_is_followed(tmp_path: Path) -> None:
    """What a killed process had claimed is free again after the lease, and sent once."""
    store = open_letter(tmp_path)
    store.subscribers.add("ada@example.org", newsletter="n", at=datetime.now(UTC))
    file = config(tmp_path)
    with daemon(file) as running:
        until(lambda: bool(store.slots.list("n")))
        running.kill()
        running.wait()
    (slot,) = store.slots.list("n")
    now = slot.due + timedelta(minutes=10)
    command = [sys.executable, "-m", "briefing", "run", "--config", str(file)]
    subprocess.run([*command, "--now", now.isoformat()], cwd=ROOT, check=False)
    assert state(store, slot) == "sent"
    assert len(list((tmp_path / "out" / "mail").glob("*.eml"))) == 1
    store.close()


class Slow(SMTP):
    """Takes a quarter of a second for each message, and counts what it accepted."""

    accepted: ClassVar[Counter[str]] = Counter()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd names it so
        recipients = list(self.envelope.rcpt_tos) if self.envelope else []
        await asyncio.sleep(0.25)
        await super().smtp_DATA(arg)
        self.accepted.update(recipients)


def test_a_daemon_ended_while_it_sends_leaves_nothing_in_doubt(tmp_path: Path) -> None:
    """The message under way is finished, the exit is in time, and a new daemon sends the rest."""
    Slow.accepted.clear()
    store = open_letter(tmp_path)
    for number in range(40):
        store.subscribers.add(f"r{number}@example.org", newsletter="n", at=datetime.now(UTC))
    with serving(lambda: Slow(Sink(), enable_SMTPUTF8=False)) as port:
        smtp = {"host": "127.0.0.1", "port": port, "security": "none", "connections": 2}
        file = config(tmp_path, delivery={"transport": "smtp", "smtp": smtp})
        with daemon(file) as running:
            until(lambda: sum(Slow.accepted.values()) >= 6)
            running.terminate()
            assert running.wait(PATIENCE_SECONDS) == 0  # not 75: it was not cut off
        (slot,) = store.slots.list("n")
        counts = dict(store.deliveries.counts(slot.edition_id))
        assert counts["sent"] == sum(Slow.accepted.values()) < 40
        assert counts.keys() <= {"sent", "pending", "deferred"}
        now = datetime.now(UTC) + timedelta(minutes=3)
        command = [sys.executable, "-m", "briefing", "run", "--config", str(file)]
        subprocess.run([*command, "--now", now.isoformat()], cwd=ROOT, check=True)
    assert state(store, slot) == "sent"
    assert set(Slow.accepted.values()) == {1}
    assert len(Slow.accepted) == 40
    store.close()


def state(store: Store, slot: Slot) -> str:
    found = store.slots.get(slot.newsletter, slot.local)
    assert found is not None
    return found.state
