"""Dates as publishers write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.parse.dates import utc

SIX = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24T06:00:00Z",
        "2026-11-24T06:00:00+00:00",
        "2026-11-24T07:00:00+0100",
        "2026-11-24T01:00:00-05:00",
        "2026-11-24 06:00:00",
        "2026-11-24T06:00",
        "20261124T060000Z",
        "Tue, 24 Nov 2026 06:00:00 GMT",
        "Tue, 24 Nov 2026 07:00:00 +0100",
        "24 Nov 2026 01:00:00 EST",
        "  2026-11-24T06:00:00.000Z ",
    ],
)
def test_a_date_becomes_utc(text: str) -> None:
    assert utc(text) == SIX


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "24/11/2026", "0000-00-00", "1970-01-01T00:00:00Z", "9999-99-99", "2026"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert utc(text) is None


@given(st.text(max_size=80))
def test_no_text_crashes_and_all_is_utc(text: str) -> None:
    moment = utc(text)
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.integers(0, 200_000_000_000))
def test_iso_dates_come_back(seconds: int) -> None:
    moment = SIX + timedelta(seconds=seconds)
    assert utc(moment.isoformat()) == moment
