"""How long an answer holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.fetch.caching import LONGEST_FRESH_SECONDS, max_age


@pytest.mark.parametrize(
    ("header", "age", "seconds"),
    [
        ("max-age=600", "", 600),
        ("public, Max-Age=600", "", 600),
        ('max-age="600"', "", 600),
        ("max-age=600", "100", 500),
        ("max-age=600", "900", 0),
        ("max-age = 600", "", 600),
        ("no-cache, max-age=600", "", 0),
        ("no-store", "", 0),
        ("max-age=-5", "", 0),
        ("max-age=soon", "", 0),
        ("s-maxage=600", "", 0),
        ("max-age=99999999999999999999", "", LONGEST_FRESH_SECONDS),
        ("", "", 0),
    ],
)
def test_what_cache_control_says(header: str, age: str, seconds: int) -> None:
    assert max_age(header, age=age) == seconds


@given(st.text(max_size=60), st.text(max_size=10))
def test_no_header_asks_for_more_than_six_hours(header: str, age: str) -> None:
    assert 0 <= max_age(header, age=age) <= LONGEST_FRESH_SECONDS
