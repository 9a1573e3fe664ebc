"""A document that does not say its language is read in the one it is in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.sources.folder import FolderSource
from tests.text.foreign import STORIES

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", STORIES)
def test_a_plain_text_tells_its_language(language: str, tmp_path: Path) -> None:
    title, text = STORIES[language][0]
    (tmp_path / "story.md").write_text(f"# {title}\n\n{text}\n", "utf-8")
    report = FolderSource("press", tmp_path).read(NOW)
    assert [keyed.story.language for keyed in report.stories] == [language]
