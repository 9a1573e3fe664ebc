"""Back-off and stale marks as values."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.pace import Pace, after, asked_wait
from tests.make import NOW


def failed(times: int) -> Pace:
    pace = Pace()
    for _ in range(times):
        pace = after(pace, failed=True, now=NOW)
    return pace


@pytest.mark.parametrize(
    ("times", "minutes"), [(1, 15), (2, 30), (3, 60), (7, 960), (8, 1440), (50, 1440)]
)
def test_the_wait_doubles_up_to_a_day(times: int, minutes: int) -> None:
    assert failed(times).retry_at == NOW + timedelta(minutes=minutes)


def test_five_failures_in_a_row_are_stale_and_a_success_forgets_them() -> None:
    assert not failed(4).stale
    assert failed(5).stale
    assert after(failed(9), failed=False, now=NOW) == Pace()


def test_a_source_is_due_when_its_wait_is_over() -> None:
    pace = failed(1)
    assert Pace().is_due(NOW)
    assert not pace.is_due(NOW + timedelta(minutes=14))
    assert pace.is_due(NOW + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 7200 ", timedelta(hours=2)),
        ("99999999999999999999", timedelta(days=7)),
        ("Tue, 24 Nov 2026 09:00:00 GMT", timedelta(hours=3)),
        ("Mon, 23 Nov 2026 09:00:00 GMT", timedelta(0)),
        ("Tue, 24 Nov 2099 09:00:00 GMT", timedelta(days=7)),
        ("soon", timedelta(0)),
        ("-5", timedelta(0)),
        ("", timedelta(0)),
    ],
)
def test_what_the_server_asks_for_is_read(header: str, wait: timedelta) -> None:
    assert asked_wait(header, NOW) == wait


@given(st.text(max_size=40))
def test_no_header_moves_a_source_into_the_past_or_beyond_a_week(header: str) -> None:
    pace = after(Pace(), failed=True, now=NOW, retry_after=header)
    assert pace.retry_at is not None
    assert NOW < pace.retry_at <= NOW + timedelta(days=7)
