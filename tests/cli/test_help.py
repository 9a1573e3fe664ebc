"""Help by name, and completion for three shells."""

from __future__ import annotations

import pytest

from briefing.cli.main import run


def test_help_of_a_command_by_its_words(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "edit", "move"]) == 0
    assert "briefing edit move" in capfd.readouterr().out


def test_help_of_what_is_no_command_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "edit", "mvoe"]) == 2
    assert "edit mvoe" in capfd.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script(capfd: pytest.CaptureFixture[str], shell: str) -> None:
    assert run(["completion", shell]) == 0
    assert "_BRIEFING_COMPLETE" in capfd.readouterr().out


def test_words_are_completed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_BRIEFING_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "briefing sub")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])
    assert "subscribers" in capfd.readouterr().out
