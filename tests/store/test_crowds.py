"""Several senders on one store, each a process: nobody is claimed twice, nobody is left out.

All 50 runs with BRIEFING_FULL, a few without.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.store import Store
from tests.delivery.serving import serving
from tests.delivery.sink import Journal, Sink
from tests.delivery.victim import Orders, release, run
from tests.make import NOW

RUNS = 50 if os.environ.get("BRIEFING_FULL") else 3
PEOPLE = 60


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "journal")
    yield made
    made.close()


@pytest.mark.slow
def test_many_senders_share_one_outbox(
    store: Store, url: str, tmp_path: Path, journal: Journal
) -> None:
    for number in range(PEOPLE):
        store.subscribers.add(f"r{number}@example.org", newsletter="n", at=NOW)
    with serving(lambda: Sink(journal)) as port:
        for number in range(RUNS):
            release(store, f"n-{number}")
            together(2 + number % 3, orders(tmp_path, url, port, f"n-{number}"))
            assert store.deliveries.counts(f"n-{number}") == (("sent", PEOPLE),)
    assert set(journal.accepted.values()) == {RUNS}
    assert {len(ids) for ids in journal.ids.values()} == {RUNS}
    assert len(journal.accepted) == PEOPLE


def orders(home: Path, url: str, port: int, edition: str) -> Orders:
    where = Orders(home=str(home), port=port, connections=2, size=2000)
    return replace(where, url=url, editions=(edition,), batch=7)


def together(processes: int, given: Orders) -> None:
    """Run so many senders at once, to their end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.delivery.victim"])
    senders = [context.Process(target=run, args=(given,)) for _ in range(processes)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(120)
    assert [sender.exitcode for sender in senders] == [0] * processes
