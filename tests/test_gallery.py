"""The letters of docs/gallery: each builds without fault, is proved, and has its picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.gallery import GALLERY, NOW, build, letters
from briefing.cli.main import run

PAGE = (GALLERY.parent / "gallery.md").read_text(encoding="utf-8")
LETTERS = letters()


@pytest.mark.parametrize("letter", LETTERS, ids=[letter.name for letter in LETTERS])
def test_a_letter_builds_is_proved_and_tells_all_it_read(tmp_path: Path, letter: Path) -> None:
    folder = build(letter, tmp_path)
    config = ["--config", str(tmp_path / letter.name / "config.yaml"), "--now", NOW]
    assert run(["verify", *config]) == 0
    assert run(["check", *config]) == 0
    ledger = json.loads((folder / "edition.json").read_text(encoding="utf-8"))["ledger"]
    assert ledger["considered"] == ledger["used"] > 3
    assert not any(source["error"] for source in ledger["sources"])


def test_six_letters_stand_on_the_page_with_config_and_picture() -> None:
    assert len(LETTERS) == 6
    for letter in LETTERS:
        assert f"gallery/{letter.name}.png" in PAGE
        assert (GALLERY / f"{letter.name}.png").stat().st_size > 10_000
        assert (letter / "config.yaml").read_text(encoding="utf-8") in PAGE
