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
    ("text", "language"),
    [
        ("Tue, 24 Nov 2026 11:30:00 +05:30", ""),
        ("Tue, 24 Nov 2026 08:00:00 GMT+0200", ""),
        ("Tue, 24 Nov 2026 08:00:00 GMT+2", ""),
        ("Tue, 24 Nov 2026 03:00:00 -03", ""),
        ("Tue, 24 Nov 26 06:00:00 Z", ""),
        ("Tue, 24 Nov 2026 07:00:00 Europe/Berlin", ""),
        ("Tue Nov 24 2026 07:00:00 GMT+0100 (Central European Standard Time)", ""),
        ("2026-11-24T06:00:00Z[UTC]", ""),
        ("2026-11-24 T 06:00:00 Z", ""),
        ("2026/11/24 15:00:00 +0900", ""),
        ("November 24th, 2026 at 6:00 am", ""),
        ("Nov. 24, 2026 1:00 AM EST", ""),
        ("24/11/2026 06:00", ""),
        ("11/24/2026 6:00 AM", ""),
        ("1795500000", ""),
        ("Di., 24. Nov. 2026, 06:00 Uhr", "de"),
        ("mar., 24 nov. 2026 07:00:00 +0100", "fr-FR"),
        ("le 24 novembre 2026 à 6h00", "fr"),
        ("24 de noviembre de 2026, 06:00", "es"),
        ("24 ноября 2026 г. 06:00", "ru"),
        ("24 listopada 2026 06:00", "pl"),
        ("2026年11月24日 06:00", "ja"),
        ("24.11.2026 kl. 06.00", "da"),
        ("06:00, 24.11.2026", ""),
        ("06:00 24.11.2026 +0000", ""),
        ("Tue Nov 23 23:00:00 2026 MST", ""),
        ("Mon, 23 Nov 2026 23:00:00 MST -0700", ""),
        ("Tue, 24 Nov 2026 6:0:0 Z", ""),
        ("Tue, 24 Nov 2026 01:00:00 ET", ""),
        ("2026년 11월 24일 오전 6:00", "ko"),
        ("2026年11月24日 下午2:00 HKT", "zh"),
    ],
)
def test_a_date_as_people_write_it_becomes_utc(text: str, language: str) -> None:
    assert utc(text, language) == SIX


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("10.11.2026", "", 11),
        ("10.11.2026", "de", 11),
        ("10/11/2026", "fr", 11),
        ("10/11/2026", "en-GB", 11),
        ("10/11/2026", "en-us", 10),
        ("30 Dez 2026", "de", 12),
        ("30 juil. 2026", "fr", 7),
    ],
)
def test_the_language_says_what_a_number_or_name_means(
    text: str, language: str, month: int
) -> None:
    moment = utc(text, language)
    assert moment is not None
    assert moment.month == month


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "0000-00-00", "1970-01-01T00:00:00Z", "9999-99-99", "2026", "2026-11",
        "12", "Tower-74", "m20-28", "Nov 24", "24 Nov", "November 2026", "06:00", "10/11/2026",
        "30 Dez 2026", "31 Nov 2026", "Tue, 24 Nov 2026 25:00:00 GMT", "v2026.11.24", "1.2.3",
        "2013-01-27-01",
        "Tue, 24 Nov 2026 06:00:00 +9900", "24 Nov 2569", "30 jui 2026",
        "of the 24 stories that were read in Nov of the year 2026 one was new",
    ],
)  # fmt: skip
def test_what_states_no_day_or_two_is_none(text: str) -> None:
    assert utc(text, "") is None
    assert utc(text, "fr") is None or text == "10/11/2026"


@given(st.text(max_size=80), st.sampled_from(("", "de", "en-GB", "x", "zh-Hant-TW")))
def test_no_text_crashes_and_all_is_utc(text: str, language: str) -> None:
    moment = utc(text, language)
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.integers(0, 5_000_000_000))
def test_iso_dates_come_back(seconds: int) -> None:
    moment = SIX + timedelta(seconds=seconds)
    assert utc(moment.isoformat()) == moment


@pytest.mark.parametrize("part", ["1", "1.", "1:", "Nov ", "(", "+1", "A/", "24.11.", " ", "年1"])
def test_time_to_read_a_date_is_bounded(part: str) -> None:
    assert utc(part * 100_000) is None
