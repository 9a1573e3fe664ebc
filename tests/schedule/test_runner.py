"""A pass over the schedule: each slot once, late ones skipped, faults kept apart."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.store import Store
from tests.schedule.test_calendar import EVERY_DAY, ZONES, at
from tests.schedule.work import Clock, Noted, calendar, open_store, runner

SEVEN = at("2026-11-24T07:00+01:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, SEVEN)
    yield opened
    opened.close()


def test_without_review_an_edition_goes_out(store: Store) -> None:
    work = Noted()
    (done,) = runner(calendar(review="none"), store, Clock(SEVEN), work).once()
    assert (done.state, done.reason, done.edition_id) == ("sent", "2 sent", "n-2026-11-24T07:00")
    assert work.approved == work.delivered == ["n-2026-11-24T07:00"]


def test_with_review_it_is_built_only(store: Store) -> None:
    work = Noted()
    (done,) = runner(calendar(review="required"), store, Clock(SEVEN), work).once()
    assert done.state == "built"
    assert (work.built, work.delivered) == (["2026-11-24T07:00"], [])


def test_nothing_is_due_before_its_time(store: Store) -> None:
    early = Clock(SEVEN - timedelta(seconds=1))
    assert runner(calendar(review="none"), store, early, Noted()).once() == ()


def test_a_second_pass_finds_nothing(store: Store) -> None:
    work = Noted()
    for _ in range(3):
        runner(calendar(review="none"), store, Clock(SEVEN), work).once()
    assert len(work.delivered) == 1


def test_a_missed_slot_is_made_up_within_the_grace(store: Store) -> None:
    clock = Clock(SEVEN + timedelta(minutes=119))
    (done,) = runner(calendar(review="none"), store, clock, Noted()).once()
    assert done.state == "sent"


def test_a_slot_missed_by_more_is_skipped_and_says_so(store: Store) -> None:
    clock, work = Clock(SEVEN - timedelta(days=1)), Noted()
    passes = runner(calendar(review="none", grace_minutes=30), store, clock, work)
    passes.once()
    clock.move(days=1, hours=1)
    (done,) = passes.once()
    assert (done.state, done.reason) == ("skipped", "missed by more than 30 minutes")
    assert [slot.state for slot in store.slots.list("n")] == ["skipped", "sent"]


def test_one_failed_edition_stops_no_other(store: Store) -> None:
    work = Noted(broken=frozenset({"2026-11-24T06:30"}))
    rules = calendar(review="none", at=("06:30", "07:00"))
    first, second = runner(rules, store, Clock(SEVEN), work).once()
    assert (first.state, first.error) == ("skipped", "lead.mjml:3: a template failed")
    assert second.state == "sent"


def test_the_clock_set_back_sends_nothing_twice(store: Store) -> None:
    clock, work = Clock(SEVEN), Noted()
    passes = runner(calendar(review="none", days=EVERY_DAY), store, clock, work)
    for hours in (0, -1, 1, -24, 24, 24, -48, 24):
        clock.move(hours=hours)
        passes.once()
    assert work.most == 1


@pytest.mark.parametrize("zone", ZONES)
def test_400_days_give_400_editions(tmp_path: Path, zone: str) -> None:
    """Ticks at random, minutes to two hours apart, over both clock changes."""
    chance = random.Random(zone)
    start = datetime(2026, 3, 1, tzinfo=ZoneInfo(zone))
    clock, work = Clock(start), Noted()
    store = open_store(tmp_path, start)
    passes = runner(
        calendar(zone, review="none", days=EVERY_DAY, at=("02:30",)), store, clock, work
    )
    while clock.now < start + timedelta(days=400):
        passes.once()
        clock.move(minutes=chance.choice((5, 90, 119)))
    store.close()
    assert len(work.delivered) == 400
    assert work.most == 1
