"""`max_quote`: what may be written, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import load
from briefing.errors import ConfigError
from tests.config.test_read import GOOD, write


def given(folder: Path, value: str) -> float | None:
    return load(write(folder, f"{GOOD}edition:\n  max_quote: {value}\n")).edition.max_quote


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("90", 90), ("90 words", 90), ("5", 5), ("5000 words", 5000), ("0.25", 0.25),
        ("25%", 0.25), ("12.5 %", 0.125), ('"90"', 90), ("~", None), ("120.0", 120),
    ],
)  # fmt: skip
def test_words_and_shares_are_read(tmp_path: Path, value: str, meant: float | None) -> None:
    assert given(tmp_path, value) == meant


@pytest.mark.parametrize(
    "value",
    [
        "0", "-90", "1", "1.0", "4", "12.5", "5001", "100%", "0%", "0.5 words", "ninety", "true",
        ".nan", ".inf", "[90]", "{words: 90}", "90 lines", '""', "1e400", "9" * 400,
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_is_expected(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        given(tmp_path, value)
    (fault,) = caught.value.faults
    assert "config.yaml:8:" in fault
    assert "edition.max_quote" in fault
    assert "a number of words from 5 to 5000 (90 words) or a share below 1" in fault


def test_off_unless_set(tmp_path: Path) -> None:
    assert load(write(tmp_path, GOOD)).edition.max_quote is None
