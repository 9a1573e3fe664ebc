"""How long a source that fails is left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.fetch.backoff import LONGEST_ASKED_WAIT, asked_wait, wait_after
from tests.make import NOW


@pytest.mark.parametrize(
    ("times", "minutes"), [(1, 0), (2, 15), (3, 30), (4, 60), (8, 960), (9, 1200), (50, 1200)]
)
def test_the_wait_doubles_from_the_second_failure_on(times: int, minutes: int) -> None:
    assert wait_after(times, "", NOW) == timedelta(minutes=minutes)


def test_what_the_server_asks_for_counts_where_it_is_longer() -> None:
    assert wait_after(1, "600", NOW) == timedelta(minutes=10)
    assert wait_after(3, "600", NOW) == timedelta(minutes=30)


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


@given(st.text(max_size=40), st.integers(1, 10_000))
def test_no_header_asks_for_the_past_or_more_than_a_week(header: str, failures: int) -> None:
    assert timedelta(0) <= wait_after(failures, header, NOW) <= LONGEST_ASKED_WAIT
