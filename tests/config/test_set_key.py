"""One key is set in the file; comments and order stay, and a bad value changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.config import load
from briefing.config.set_key import set_key
from briefing.errors import BriefingError

TEXT = """\
# one letter
newsletter:
  id: daily # in ids
  title: The Daily
sources:
  - kind: folder
    path: seeds # documents
  - {kind: page, url: "https://a.example/"}
edition: # what it holds
  lead_words: 150 # words
  # more to come
"""


def a_file(folder: Path, text: str = TEXT) -> Path:
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    return file


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("edition.lead_words", "90", "  lead_words: 90 # words\n"),
        ("newsletter.title", "Ahoy: a letter", "  title: 'Ahoy: a letter'\n"),
        ("newsletter.tagline", "no", "  title: The Daily\n  tagline: 'no'\n"),
        ("sources.0.path", "docs", "    path: docs # documents\n"),
        ("sources.0.cap", "7", "    path: seeds # documents\n    cap: 7\n"),
        ("edition.topic_words", "40", "  lead_words: 150 # words\n  topic_words: 40\n"),
        ("delivery.smtp.port", "465", "delivery:\n  smtp:\n    port: 465\n"),
        ("schedule.at", "[7:30, '18:00']", "schedule:\n  at: ['7:30', '18:00']\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_key_is_set_and_all_else_stays(
    tmp_path: Path, key: str, value: str, line: str, end: str
) -> None:
    file = a_file(tmp_path, TEXT.replace("\n", end))
    set_key(file, key, value)
    with file.open(newline="") as opened:
        new = opened.read()
    assert line.replace("\n", end) in new
    old_lines = [line for line in TEXT.splitlines() if line.split(":")[0] in new]
    assert [comment for comment in ("# one letter", "# in ids", "# more to come") if comment in new]
    assert len(old_lines) == len(TEXT.splitlines())
    assert load(file).newsletter.id == "daily"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("edition.lead_words", "9"),
        ("edition", "9"),
        ("edition.lead_wrods", "90"),
        ("sources.1.cap", "7"),
        ("sources.9.cap", "7"),
        ("newsletter.id", "[a"),
    ],
)
def test_what_cannot_be_leaves_the_file_as_it_is(tmp_path: Path, key: str, value: str) -> None:
    file = a_file(tmp_path)
    with pytest.raises(BriefingError):
        set_key(file, key, value)
    assert file.read_text() == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_the_shell_sets_a_key(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    assert run(["config", "set", "theme.width", "600", "-c", str(file)]) == 0
    assert load(file).theme.width == 600
