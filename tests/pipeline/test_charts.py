"""The chart's values: counted, or from the editor's CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.models import Bar
from briefing.pipeline.chart_data import read_csv


@pytest.mark.parametrize(
    "text",
    [
        "Gas,40\nOil,35.5\n",
        "fuel,share\nGas,40\nOil,35.5\n",
        "\ufefffuel,share\r\nGas,40\r\n\r\nOil,35.5",
    ],
)
def test_rows_are_bars(text: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(text, encoding="utf-8", newline="")
    assert read_csv(tmp_path / "c.csv") == (
        Bar(label="Gas", value=40),
        Bar(label="Oil", value=35.5),
    )


@pytest.mark.parametrize(
    "text", ["", "a,b\n", "Gas\nOil", "Gas,1\nOil,much", "Gas,nan\nOil,inf", "x,1e99"]
)
def test_what_is_no_chart_is_said(text: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(text)
    with pytest.raises(InputError):
        read_csv(tmp_path / "c.csv")


def test_a_missing_or_binary_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("a.csv", "b.csv"):
        with pytest.raises(InputError):
            read_csv(tmp_path / name)
