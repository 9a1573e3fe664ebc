"""Common options stand before or behind the verb; a bare list word lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli.main import run
from tests.cli.desk import TODAY
from tests.pipeline.letters import a_letter


@pytest.mark.parametrize(
    "words",
    [
        ["-c", "{config}", "subscribers", "list", "--json"],
        ["--json", "--config", "{config}", "subscribers", "list"],
        ["subscribers", "--json", "-c", "{config}", "list"],
        ["subscribers", "--json", "-c", "{config}"],
        ["--json", "subscribers", "-c", "{config}"],
    ],
)
def test_an_option_holds_wherever_it_stands(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str]
) -> None:
    config = str(a_letter(tmp_path))
    assert run([word.format(config=config) for word in words]) == 0
    assert json.loads(capfd.readouterr().out) == []


def test_what_stands_nearer_to_the_verb_wins(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = str(a_letter(tmp_path))
    assert run(["-c", "none.yaml", "subscribers", "-c", config, "list", "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == []


@pytest.mark.parametrize("word", ["slots", "sources", "stories", "editions", "deliveries"])
def test_the_bare_word_lists(tmp_path: Path, capfd: pytest.CaptureFixture[str], word: str) -> None:
    config = str(a_letter(tmp_path))
    assert run(["-c", config, "--now", TODAY, "--json", word]) == 0
    assert isinstance(json.loads(capfd.readouterr().out), list)


def test_a_typing_error_is_no_list(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["subscribers", "lsit"]) == 2
    assert "lsit" in capfd.readouterr().err


def test_help_of_a_group_that_lists_is_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["subscribers", "--help"]) == 0
    assert "Commands:" in capfd.readouterr().out


def test_a_dotenv_beside_the_config_gives_variables_that_are_not_set(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = a_letter(tmp_path)
    for name in ("BRIEFING_WEB__PORT", "BRIEFING_WEB__HOST"):
        monkeypatch.setenv(name, "")  # what the file sets is taken back after the test
        monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFING_WEB__PORT", "8001")
    text = 'BRIEFING_WEB__PORT=9\nexport BRIEFING_WEB__HOST="a.example"\n'
    config.with_name(".env").write_text(text)
    assert run(["config", "show", "-c", str(config), "--json"]) == 0
    web = json.loads(capfd.readouterr().out)["web"]
    assert (web["port"], web["host"]) == (8001, "a.example")


def test_verify_proves_the_last_built_where_none_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = str(a_letter(tmp_path))
    assert run(["-c", config, "--now", TODAY, "-q", "build"]) == 0
    capfd.readouterr()
    assert run(["-c", config, "--now", TODAY, "verify"]) == 0
    assert "the-test-2026-11-24" in capfd.readouterr().out
