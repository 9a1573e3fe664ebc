"""`briefing init` makes a folder that builds at once, and never overwrites one."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.config import load


def test_a_new_folder_is_a_newsletter(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "letter")]) == 0
    assert load(tmp_path / "letter" / "config.yaml").newsletter.title == "The Balance"
    assert len(list((tmp_path / "letter" / "seeds").iterdir())) >= 12


def test_a_newsletter_is_not_overwritten(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("mine")
    assert run(["init", str(tmp_path)]) == 2
    assert (tmp_path / "config.yaml").read_text() == "mine"
    assert "config.yaml" in capfd.readouterr().err


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(["init", str(tmp_path / "file" / "letter")]) == 2
