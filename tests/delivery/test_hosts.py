"""Several hosts on one PostgreSQL: reading, building, the desk and two senders, one of which dies.

The hosts are network namespaces where the tests run as root, else processes with
loopback addresses; each runs `briefing` from a folder of its own (`benchmarks.hosts`, which
does the same with 100,000 readers). Whose host comes back, and one that stays away: the
second with BRIEFING_FULL.
"""

from __future__ import annotations

import os

import pytest

from benchmarks.hosts import CONNECTIONS, measure
from tests.needs import postgres

READERS = 600
# 32 connections that wait twice for each message: a second and more for each of two senders.
DELAY_SECONDS = 0.05
STAYS_AWAY = [False] if os.environ.get("BRIEFING_FULL") else []


@pytest.mark.slow
@pytest.mark.parametrize("comes_back", [True, *STAYS_AWAY])
def test_a_sender_dies_and_nobody_has_it_twice_or_not_at_all(*, comes_back: bool) -> None:
    postgres()
    found = measure(READERS, share=0.2, comes_back=comes_back, delay=DELAY_SECONDS)
    assert (found.twice, found.lost, found.said_sent_and_was_not) == (0, 0, 0)
    assert sum(found.outbox.values()) == READERS
    assert set(found.outbox) <= {"sent", "in_doubt"}
    assert found.outbox.get("in_doubt", 0) <= CONNECTIONS
    assert found.accepted_at_kill < READERS
    assert min(found.ingested, found.built, found.decided, found.pages) > 0
