"""A letter in a language without phrases: build and doctor say what readers see in English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli.main import run
from tests.pipeline.letters import CONFIG, a_letter


def said(home: Path, capfd: pytest.CaptureFixture[str], language: str) -> tuple[str, str]:
    """What build says to the person, and doctor of the templates."""
    text = CONFIG.replace("  title: The Test\n", f"  title: The Test\n  language: {language}\n")
    config = ["--config", str(a_letter(home, config=text)), "--now", "2026-11-24T06:00Z"]
    assert run(["build", *config]) == 0
    built = capfd.readouterr().err
    run(["doctor", "--no-network", "--json", *config])
    found = json.loads(capfd.readouterr().out)
    mine = [one for one in found if one["area"] == "templates" and one["level"] == "warning"]
    return built, " ".join(one["what"] for one in mine)


def test_a_language_without_phrases_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    built, examined = said(tmp_path, capfd, "it")
    assert "the fixed phrases of a letter in 'it' are English" in built
    assert "the fixed phrases of a letter in 'it' are English" in examined


@pytest.mark.parametrize("language", ["en", "de-AT", "fr", "ar", "zh"])
def test_a_language_with_phrases_is_no_matter(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], language: str
) -> None:
    built, examined = said(tmp_path, capfd, language)
    assert "are English" not in built
    assert examined == ""


def test_of_a_partial_catalog_the_gaps_are_counted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "templates" / "locales"
    folder.mkdir(parents=True)
    (folder / "it.yaml").write_text("issue: Numero {number}\n", encoding="utf-8")
    built, _ = said(tmp_path, capfd, "it")
    assert " fixed phrases of a letter in 'it' are English" in built
    assert "the fixed phrases" not in built
