"""Bounces as mail systems write them: a mail per file, whose name ends in what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.delivery.bounce_reports import read_bounce

FOLDER = Path(__file__).parent / "bounce_mails"
MARK = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.eml")), ids=lambda path: path.stem)
def test_a_mail_means_what_its_file_says(path: Path) -> None:
    found = read_bounce(path.read_bytes())
    assert (found.kind if found else "none") == path.stem.rpartition(".")[2]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.eml")), ids=lambda path: path.stem)
def test_a_bounce_says_of_whom_it_is(path: Path) -> None:
    found = read_bounce(path.read_bytes())
    assert found is None or found.message_ids[0] == MARK
