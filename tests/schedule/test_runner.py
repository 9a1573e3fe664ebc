"""A pass over the schedule: each slot once, late ones skipped, faults kept apart."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest

from briefing.schedule import Runner
from briefing.schedule.lease_renewal import LeaseRenewal
from briefing.schedule.runner import waits_for
from briefing.store.schedule_state import Halt
from tests.schedule.test_calendar import EVERY_DAY, ZONES, at
from tests.schedule.work import House, calendar, open_house

SEVEN = at("2026-11-24T07:00+01:00")
EDITION = "n-2026-11-24T07:00"


@pytest.fixture
def fast() -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of commits are not waited for."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house at seven o'clock, the time of an edition."""
    made = open_house(tmp_path, SEVEN)
    yield made
    made.store.close()


def test_without_review_an_edition_goes_out(house: House) -> None:
    (done,) = house.passes().once()
    assert (done.state, done.reason, done.edition_id) == ("sent", "2 sent", EDITION)
    assert house.desk.delivered == [EDITION]


def test_nothing_is_due_before_its_time(house: House) -> None:
    house.clock.move(seconds=-1)
    assert house.passes().once() == ()


def test_a_second_pass_finds_nothing(house: House) -> None:
    house.passes().once()
    assert house.passes().once() == house.passes("b").once() == ()
    assert len(house.desk.delivered) == 1


def test_a_missed_slot_is_made_up_within_the_grace(house: House) -> None:
    house.clock.move(minutes=119)
    (done,) = house.passes().once()
    assert done.state == "sent"


def test_a_slot_missed_by_more_is_skipped_and_says_so(house: House) -> None:
    house.clock.move(days=-1)
    passes = house.passes(grace_minutes=30)
    passes.once()
    house.clock.move(days=1, hours=1)
    (done,) = passes.once()
    assert (done.state, done.reason) == ("skipped", "missed by more than 30 minutes")
    assert house.states() == ["sent", "skipped"]


def test_every_slot_missed_while_away_is_named(house: House) -> None:
    passes = house.passes()
    passes.once()
    house.clock.move(days=7, hours=5)
    assert [outcome.state for outcome in passes.once()] == ["skipped"] * 5
    house.clock.move(days=90)
    assert len(passes.once()) == 21  # the weekdays of 31 days: what is older is history


def test_a_first_pass_does_not_look_back_beyond_the_grace(house: House) -> None:
    house.clock.move(hours=5)
    assert house.passes().once() == ()
    assert house.states() == []


def test_one_failed_edition_stops_no_other_and_is_tried_again(house: House) -> None:
    house.desk.broken = frozenset({"2026-11-24T06:30"})
    passes = house.passes(at=("06:30", "07:00"))
    first, second = passes.once()
    assert (first.state, first.error) == ("planned", "lead.mjml:3: a template failed")
    assert second.state == "sent"
    house.clock.move(minutes=1)
    assert passes.once() == ()
    house.clock.move(minutes=1)
    house.desk.broken = frozenset()
    (done,) = passes.once()
    assert done.state == "sent"


def test_what_failed_for_all_of_its_grace_is_skipped_with_the_reason(house: House) -> None:
    house.desk.broken = frozenset({"2026-11-24T07:00"})
    passes = house.passes(grace_minutes=10)
    for _ in range(6):
        passes.once()
        house.clock.move(minutes=2)
    (done,) = passes.once() or (house.store.slots.list("n")[0],)
    assert done.state == "skipped"
    assert "a template failed" in done.reason


def test_nothing_to_say_is_no_edition(house: House) -> None:
    house.desk.empty = frozenset({"2026-11-24T07:00"})
    (done,) = house.passes().once()
    assert (done.state, done.reason, done.edition_id) == ("skipped", "nothing to say", "")


def test_a_relay_that_is_shut_is_tried_again(house: House) -> None:
    house.desk.shut = "the relay cannot be reached"
    passes = house.passes()
    (done,) = passes.once()
    assert (done.state, done.error) == ("built", "the relay cannot be reached")
    house.clock.move(minutes=3)
    house.desk.shut = ""
    (done,) = passes.once()
    assert (done.state, house.desk.built) == ("sent", ["2026-11-24T07:00"])


def test_deferred_readers_are_tried_until_all_is_settled(house: House) -> None:
    house.desk.rest = 1
    passes = house.passes()
    (done,) = passes.once()
    assert (done.state, done.reason) == ("built", "1 deferred")
    house.clock.move(minutes=3)
    house.desk.rest = 0
    (done,) = passes.once()
    assert done.state == "sent"


def test_an_edition_sent_by_hand_closes_its_slot(house: House) -> None:
    passes = house.passes(review="required")
    passes.once()
    house.store.editions.mark(EDITION, "sent")
    (done,) = passes.once()
    assert (done.state, house.desk.delivered) == ("sent", [])


def test_holidays_and_pauses_are_skipped_with_their_reason(house: House) -> None:
    house.clock.now = at("2026-12-25T07:00+01:00")
    (done,) = house.passes(days=EVERY_DAY, holidays=("DE",)).once()
    assert (done.state, done.reason) == ("skipped", "holiday: Christmas Day")


def test_a_pause_by_hand_lasts_until_it_ends(house: House) -> None:
    passes = house.passes(days=EVERY_DAY)
    house.store.schedules.pause("n", Halt(until=SEVEN + timedelta(hours=1), why="moving"))
    (done,) = passes.once()
    assert (done.state, done.reason) == ("skipped", "paused by hand: moving")
    house.clock.move(days=1)
    assert passes.once()[0].state == "sent"
    house.store.schedules.pause("n", None)
    assert house.store.schedules.halt("n") is None


def test_a_process_that_died_is_followed_by_another(house: House) -> None:
    slots = house.store.slots
    house.passes(review="required").once()
    house.store.editions.approve(EDITION, by="Ada", at=SEVEN)
    assert slots.take("n", "2026-11-24T07:00", by="dead", now=SEVEN)
    assert house.passes("b").once() == ()
    house.clock.move(minutes=6)
    (done,) = house.passes("b").once()
    assert done.state == "sent"


def test_what_another_process_did_meanwhile_is_not_done_again(house: House) -> None:
    late = house.passes("b", review="required")
    late._plan(SEVEN)
    (stale,) = house.store.slots.list("n")
    house.passes("a", review="required").once()
    assert late._process(stale) is None
    assert house.desk.built == ["2026-11-24T07:00"]


def test_a_claim_is_renewed_while_work_goes_on() -> None:
    renewed = threading.Semaphore(0)
    with LeaseRenewal(renewed.release, every=0.01):
        assert renewed.acquire(timeout=5)
        assert renewed.acquire(timeout=5)


def test_the_clock_set_back_sends_nothing_twice(house: House) -> None:
    passes = house.passes(days=EVERY_DAY)
    for hours in (0, -1, 1, -24, 24, 24, -48, 24, 24 * 365, -24 * 365, 1):
        house.clock.move(hours=hours)
        passes.once()
    assert house.desk.most == 1
    assert len(house.desk.delivered) == 4


def changes(zone: ZoneInfo, now: datetime) -> bool:
    """True within a day of a moment at which the clocks of the zone change."""
    offsets = {(now + timedelta(hours=h)).astimezone(zone).utcoffset() for h in (-24, 0, 24)}
    return len(offsets) > 1


@pytest.mark.parametrize("zone", ZONES)
def test_400_days_give_400_editions(fast: Path, zone: str) -> None:
    """Ticks minutes apart about clock changes, else after sleeps of up to eleven hours."""
    chance, place = random.Random(zone), ZoneInfo(zone)
    start = datetime(2026, 3, 1, tzinfo=place).astimezone(UTC)
    house = open_house(fast, start)
    passes = house.passes(zone=zone, days=EVERY_DAY, at=("02:30",), grace_minutes=720)
    while house.clock.now < start + timedelta(days=400):
        passes.once()
        near = changes(place, house.clock.now)
        house.clock.move(minutes=11 if near else chance.choice((45, 600, 700)))
    house.store.close()
    assert len(house.desk.delivered) == 400
    assert house.desk.most == 1


def test_a_slot_of_a_day_that_never_was_is_not_made_up(fast: Path) -> None:
    house = open_house(fast, at("2011-12-28T00:00-10:00"))
    passes = house.passes(zone="Pacific/Apia", days=EVERY_DAY)
    for _ in range(5 * 24):
        passes.once()
        house.clock.move(hours=1)
    house.store.close()
    assert [name[-8:-6] for name in house.desk.delivered] == ["28", "29", "31", "01", "02"]


def test_where_one_was_told_to_end_the_next_goes_on_at_once(house: House) -> None:
    house.desk.rest = 3
    told = Runner(
        calendar(review="none"),
        house.store,
        house.desk,
        clock=house.clock,
        who="a",
        stop=lambda: bool(house.desk.delivered),
    )
    (first,) = told.once()
    assert (first.state, first.reason) == ("built", "3 deferred")
    house.desk.rest = 0
    house.clock.move(seconds=5)
    (second,) = house.passes(who="b").once()
    assert (second.state, second.reason) == ("sent", "2 sent")


def test_a_slot_says_what_it_waits_for(house: House) -> None:
    house.clock.move(minutes=-30)
    house.passes(review="required").once()
    (slot,) = house.store.slots.list("n", states=("built",))
    assert waits_for(house.store, slot) == "waits for approval"
    house.store.editions.approve(EDITION, by="Ada", at=house.clock())
    assert waits_for(house.store, slot) == "is approved"


def test_a_reminder_that_failed_is_tried_again(house: House) -> None:
    house.clock.move(minutes=-15)
    house.desk.mute = True
    passes = house.passes(review="required")
    (first,) = passes.once()
    assert (first.state, first.error) == ("built", "the mail to the editor was not sent")
    house.clock.move(minutes=1)
    assert passes.once() == ()
    house.clock.move(minutes=1)
    (second,) = passes.once()
    assert (first.again, second.again) == (False, True)
    house.desk.mute = False
    house.clock.move(minutes=2)
    (third,) = passes.once()
    assert (third.reason, third.error) == ("the editor was reminded", "")
    assert house.desk.reminded == ["2026-11-24T07:00"]
    house.clock.move(minutes=2)
    assert passes.once() == ()


def test_a_fault_that_stays_is_the_same_fault(house: House) -> None:
    house.desk.broken = frozenset({"2026-11-24T07:00"})
    passes, again = house.passes(), []
    for _ in range(3):
        again += [one.again for one in passes.once()]
        house.clock.move(minutes=2)
    assert again == [False, True, True]


def test_an_edition_nobody_got_fails_its_slot_and_the_editor_hears_of_it(house: House) -> None:
    house.desk.refused = 5
    (done,) = house.passes().once()
    assert house.states() == ["failed"]
    assert done.error == "nobody got it: 5 failed; the first: failed: 550 no"
    assert house.desk.failures == [(done.slot.local, done.error)]
    assert house.store.editions.sent("n", limit=5) == ()
    assert house.passes().once() == ()


def test_an_editor_who_cannot_be_told_does_not_hide_the_failure(house: House) -> None:
    house.desk.refused, house.desk.mute = 5, True
    (done,) = house.passes().once()
    assert done.state == "failed"
    assert "the editor was not told" in done.error


def test_an_edition_some_did_not_get_is_sent_and_names_them(house: House) -> None:
    house.desk.partly = 1
    (done,) = house.passes().once()
    assert (done.state, done.reason) == ("sent", "1 failed, 2 sent")
    assert "failed for 1 (bob@example.org)" in done.error


def test_a_server_that_takes_nothing_is_told_once_and_tried_at_longer_intervals(
    house: House,
) -> None:
    again, tried = [], []
    for minute in range(125):
        number = f"{20 + minute % 5}"
        reply = f"550 r{minute}@example.org: no"
        house.desk.shut = f"took none of the last {number} messages; the last reply was: {reply}"
        for outcome in house.passes().once():
            if outcome.state == "built":
                again.append(outcome.again)
                tried.append(minute)
        house.clock.move(minutes=1)
    assert again == [False] + [True] * (len(again) - 1)
    rests = [after - before for before, after in pairwise(tried)]
    assert rests[:4] == [2, 5, 15, 30]
    assert house.states() == ["failed"]
    assert house.store.editions.state(EDITION) == "failed"


def test_slots_closed_under_a_clock_that_ran_ahead_open_again(house: House) -> None:
    house.clock.move(hours=-1)
    house.passes().once()
    house.clock.move(days=10)
    house.passes().once()
    assert set(house.states()) == {"skipped"}
    house.clock.move(days=-10)
    house.passes().once()
    coming = house.passes().next()
    assert coming is not None
    assert coming.local == "2026-11-24T07:00"
    sent = []
    house.clock.move(hours=1)
    for _ in range(10):
        sent += [one.slot.local for one in house.passes().once() if one.state == "sent"]
        house.clock.move(days=1)
    assert len(sent) == len(set(sent)) == 8  # from a Tuesday on, without a weekend
    assert not [slot for slot in house.store.slots.list("n") if "missed" in slot.reason]
