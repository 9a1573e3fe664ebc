"""Which slots a calendar names: pure, over every clock change we know of."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from briefing.schedule.local_time import moment_of
from tests.schedule.work import calendar

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", ["00:00", "02:15", "02:30", "07:00", "23:59"])
def test_each_day_has_its_slot(zone: str, clock: str) -> None:
    start = datetime(2026, 3, 1, tzinfo=ZoneInfo(zone))
    until = start + timedelta(days=400)
    slots = calendar(zone, days=EVERY_DAY, at=(clock,)).between(start, until)
    days = [slot.local.split("T")[0] for slot in slots]
    first = start.date() + timedelta(days=clock == "00:00")  # midnight itself is not after midnight
    assert days == [str(first + timedelta(days=n)) for n in range(400)]


@pytest.mark.parametrize(
    ("wall", "zone", "moment"),
    [
        ("2026-11-24T07:00", "Europe/Berlin", "2026-11-24T07:00+01:00"),
        ("2027-03-28T02:30", "Europe/Berlin", "2027-03-28T03:30+02:00"),  # jumped over
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T02:30+02:00"),  # comes twice
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-04T02:45+11:00"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-05T01:45+11:00"),
        ("2024-02-29T07:00", "UTC", "2024-02-29T07:00+00:00"),
    ],
)
def test_clock_changes(wall: str, zone: str, moment: str) -> None:
    local = datetime.fromisoformat(wall)
    assert moment_of(local.date(), local.time(), ZoneInfo(zone)) == at(moment)


def test_a_day_that_never_was_has_no_slot() -> None:
    assert moment_of(date(2011, 12, 30), time(7), ZoneInfo("Pacific/Apia")) is None
    slots = calendar("Pacific/Apia", days=EVERY_DAY).between(
        at("2011-12-28T00:00-10:00"), at("2012-01-02T00:00+14:00")
    )
    days = [slot.local[8:10] for slot in slots]
    assert days == ["28", "29", "31", "01"]


def test_several_times_a_day_come_in_order() -> None:
    slots = calendar(at=("17:00", "07:00", "07:00")).between(
        at("2026-11-24T00:00+01:00"), at("2026-11-25T00:00+01:00")
    )
    assert [slot.local for slot in slots] == ["2026-11-24T07:00", "2026-11-24T17:00"]


def test_no_slot_on_other_weekdays() -> None:
    slots = calendar(days=("sat",)).between(at("2026-11-23T00:00Z"), at("2026-12-07T00:00Z"))
    assert [slot.local for slot in slots] == ["2026-11-28T07:00", "2026-12-05T07:00"]


def test_the_next_slot_passes_the_weekend() -> None:
    slot = calendar().next(at("2026-11-27T07:00+01:00"))
    assert slot is not None
    assert (slot.local, slot.due) == ("2026-11-30T07:00", at("2026-11-30T06:00Z"))


HOLIDAYS = ("DE-BE",)


def days_of(first: str, last: str, **rules: Any) -> list[str]:
    """The days between two dates that get an edition."""
    slots = calendar(**rules).between(at(f"{first}T00:00+01:00"), at(f"{last}T23:59+01:00"))
    return [slot.local[:10] for slot in slots if not slot.reason]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (1, ["2026-11-01", "2026-12-01"]),
        (31, ["2026-12-31"]),  # November has none
        ("last", ["2026-11-30", "2026-12-31"]),
        ("first mon", ["2026-11-02", "2026-12-07"]),
        ("Second  Tue", ["2026-11-10", "2026-12-08"]),
        ("last fri", ["2026-11-27", "2026-12-25"]),
        ("first workday", ["2026-11-02", "2026-12-01"]),
        ("last workday", ["2026-11-30", "2026-12-31"]),
    ],
)
def test_days_of_the_month(rule: int | str, days: list[str]) -> None:
    assert days_of("2026-11-01", "2026-12-31", dates=(rule,)) == days


def test_days_of_the_month_stand_beside_weekdays() -> None:
    days = days_of("2026-11-01", "2026-11-15", dates=(15,), days=("mon",))
    assert days == ["2026-11-02", "2026-11-09", "2026-11-15"]


def test_workdays_know_holidays() -> None:
    rules = {"dates": ("first workday",), "holidays": HOLIDAYS}
    assert days_of("2027-01-01", "2027-01-31", **rules) == ["2027-01-04"]
    assert days_of("2026-05-01", "2026-05-31", **rules) == ["2026-05-04"]


def test_holidays_get_no_edition_and_say_why() -> None:
    slots = calendar(holidays=HOLIDAYS).between(at("2026-12-24T00:00Z"), at("2026-12-28T23:00Z"))
    assert [(slot.local[8:10], slot.reason) for slot in slots] == [
        ("24", ""),
        ("25", "holiday: Christmas Day"),
        ("28", ""),
    ]


def test_a_pause_includes_its_first_and_last_day() -> None:
    pause = {"first": date(2026, 11, 24), "last": date(2026, 11, 26)}
    days = days_of("2026-11-23", "2026-11-27", pauses=(pause,))
    assert days == ["2026-11-23", "2026-11-27"]


def test_a_schedule_without_days_has_no_next_slot() -> None:
    assert calendar(days=()).next(at("2026-11-24T00:00Z")) is None


@pytest.mark.parametrize(
    "rules",
    [
        {"dates": ("monday",)},
        {"dates": (0,)},
        {"dates": (32,)},
        {"dates": (True,)},
        {"dates": ("fifth mon",)},
        {"holidays": ("XX",)},
        {"holidays": ("DE-XX",)},
        {"holidays": ("DE-",)},
        {"at": ("7",)},
        {"at": ("24:00",)},
        {"at": ()},
        {"pauses": ({"first": date(2026, 1, 2), "last": date(2026, 1, 1)},)},
        {"webhook": {}},
        {"webhook": {"url": "ftp://x"}},
        {"review": "maybe"},
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        calendar(**rules)
