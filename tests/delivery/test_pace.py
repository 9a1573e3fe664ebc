"""How fast messages go: shared through the store, per domain, in a warm-up, over several relays."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.delivery.pace import BURST_PERIOD, DomainPaces, SharedRate, WarmingUp, WarmUp
from briefing.errors import DeliveryError
from briefing.pipeline.sending import MOST_CLAIMED_DELIVERIES
from briefing.store import Store
from briefing.store.throttle_table import allowed_in
from tests.delivery.newsletter import EDITION, open_mailer, smtp
from tests.delivery.scripted import Script, ScriptedServer
from tests.delivery.serving import serving
from tests.make import NOW

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/briefing.db", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def servers() -> Iterator[list[tuple[Script, int]]]:
    first, second = Script(), Script()
    with (
        serving(lambda: ScriptedServer(first)) as one,
        serving(lambda: ScriptedServer(second)) as two,
    ):
        yield [(first, one), (second, two)]


def test_turns_follow_each_other_whoever_takes_them(store: Store) -> None:
    gap = timedelta(seconds=2)
    reserve = store.throttles.reserve
    first = reserve("relay", count=3, gap=gap, now=NOW, latest=None)
    second = reserve("relay", count=1, gap=gap, now=NOW, latest=None)
    assert (first, second) == (NOW, NOW + 3 * gap)
    late = NOW + DAY
    assert reserve("relay", count=1, gap=gap, now=late, latest=None) == late


def test_turns_taken_under_a_clock_that_ran_ahead_hold_nobody_up(store: Store) -> None:
    gap = timedelta(seconds=1)
    store.throttles.reserve("relay", count=1, gap=gap, now=NOW + 10 * DAY, latest=None)
    assert store.throttles.reserve("relay", count=1, gap=gap, now=NOW, latest=None) == NOW


def test_two_senders_together_keep_the_pace_of_one(store: Store) -> None:
    begin = time.monotonic()
    rates = [SharedRate(store.throttles, "relay", 0.05, clock=lambda: NOW) for _ in range(2)]
    sent: list[float] = []
    while len(sent) < 40:
        for rate in rates:
            if not rate.wait():
                rate.spend()
                sent.append(time.monotonic() - begin)
        time.sleep(0.001)
    assert sent[-1] >= 39 * 0.05 * 0.9


def test_a_domain_gets_what_it_is_allowed_and_no_more(store: Store) -> None:
    paces = DomainPaces(store.throttles, "relay", [("slow.example", 60)], clock=lambda: NOW)
    turns = [paces.turn("slow.example") for _ in range(6)]
    assert turns[:2] == [None, None]
    later = [turn for turn in turns if turn]
    assert all(turn > NOW + BURST_PERIOD for turn in later)
    gaps = {after - before for before, after in itertools.pairwise(later)}
    assert gaps == {timedelta(minutes=1)}
    assert paces.turn("other.example") is None


def test_a_warm_up_doubles_and_gives_back(store: Store) -> None:
    shape = WarmUp(start=30, period=DAY)
    first = WarmingUp(store.throttles, "relay", shape, clock=lambda: NOW)
    for _ in range(30):
        assert first.allows()
        first.spend()
    assert not first.allows()
    assert first.over_until == NOW + DAY
    second = WarmingUp(store.throttles, "relay", shape, clock=lambda: NOW + DAY)
    assert second.allows()
    second.spend()
    second.close()
    third = WarmingUp(store.throttles, "relay", shape, clock=lambda: NOW + DAY)
    count = 0
    while third.allows():
        third.spend()
        count += 1
    assert count == 59
    assert [allowed_in(number, 200) for number in range(4)] == [200, 400, 800, 1600]


def test_a_warm_up_ends_a_run_and_goes_on_the_next_day(
    tmp_path: Path, servers: list[tuple[Script, int]]
) -> None:
    (script, port), _ = servers
    ramp = {"start": 2, "double_every": "1 day"}
    now = [NOW]
    with open_mailer(tmp_path, people=5, clock=lambda: now[0], **smtp(port, warm_up=ramp)) as m:
        report = m.deliver(EDITION)
        assert report.counts == (("pending", 3), ("sent", 2))
        assert "the warm-up allows no more until 2026-11-25" in report.faults[0].why
        assert m.deliver(EDITION).counts == report.counts
        now[0] = NOW + DAY
        assert m.deliver(EDITION).counts == (("sent", 5),)
    assert len(script.accepted) == 5


def test_what_a_domain_does_not_take_yet_waits_while_others_go(
    tmp_path: Path, servers: list[tuple[Script, int]]
) -> None:
    (script, port), _ = servers
    limits = {"example.org": {"per_hour": 60}}
    now = [NOW]
    with open_mailer(tmp_path, people=5, clock=lambda: now[0], **smtp(port, domains=limits)) as m:
        m.store.subscribers.add("x@other.example", newsletter="n", at=NOW)
        assert dict(m.deliver(EDITION).counts) == {"deferred": 3, "sent": 3}
        waiting = m.deliveries(EDITION, states=("deferred",))
        assert {one.reply for one in waiting} == {"waits for its turn at example.org"}
        assert {(one.attempts, one.first_tried) for one in waiting} == {(0, None)}
        for _ in range(10):
            now[0] += timedelta(minutes=1)
            m.deliver(EDITION)
        assert m.store.deliveries.counts(EDITION) == (("sent", 6),)
    assert len(script.accepted) == 6


def pool(servers: list[tuple[Script, int]], *weights: float) -> dict[str, Any]:
    relays = [
        {"host": "127.0.0.1", "port": port, "security": "none", "weight": weight}
        for (_, port), weight in zip(servers, weights, strict=True)
    ]
    return {"transport": "smtp", "relays": relays}


def everyone_once(servers: list[tuple[Script, int]], people: int) -> bool:
    count = Counter(name for script, _ in servers for name, _ in script.accepted)
    return len(count) == people and set(count.values()) == {1}


def test_relays_share_by_weight(tmp_path: Path, servers: list[tuple[Script, int]]) -> None:
    with open_mailer(tmp_path, people=600, **pool(servers, 3, 1)) as mailer:
        assert mailer.deliver(EDITION).counts == (("sent", 600),)
    assert everyone_once(servers, 600)
    share = len(servers[0][0].accepted) / 600
    assert 0.55 < share < 0.95


@pytest.mark.parametrize("weights", [(1, 1), (1, 0)])
def test_the_others_take_over_from_a_relay_that_fails(
    tmp_path: Path, servers: list[tuple[Script, int]], weights: tuple[float, float]
) -> None:
    """Of more than one claim: so there is something left for it, however late it begins."""
    people = MOST_CLAIMED_DELIVERIES + 20
    servers[0][0].replies["BANNER"] = "554 go away"
    with open_mailer(tmp_path, people=people, **pool(servers, *weights)) as mailer:
        report = mailer.deliver(EDITION)
    assert report.counts == (("sent", people),)
    assert [fault.where for fault in report.faults] == [f"127.0.0.1:{servers[0][1]}"]
    assert everyone_once(servers[1:], people)


def test_a_relay_in_reserve_is_left_alone(
    tmp_path: Path, servers: list[tuple[Script, int]]
) -> None:
    with open_mailer(tmp_path, people=10, **pool(servers, 1, 0)) as mailer:
        mailer.deliver(EDITION)
    assert servers[1][0].connections == 0
    assert everyone_once(servers[:1], 10)


def test_where_no_relay_is_of_use_nobody_is_blamed(
    tmp_path: Path, servers: list[tuple[Script, int]]
) -> None:
    for script, _ in servers:
        script.replies["BANNER"] = "554 go away"
    with open_mailer(tmp_path, **pool(servers, 1, 1)) as mailer:
        with pytest.raises(DeliveryError, match="cannot be used"):
            mailer.deliver(EDITION)
        assert mailer.store.deliveries.counts(EDITION) == (("pending", 3),)
