"""Help by name, and completion for three shells."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from briefing.cli.main import cli, run


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


def groups(context: click.Context) -> Iterator[click.Context]:
    """The root and every group below it."""
    if isinstance(context.command, click.Group):
        yield context
        for name, command in context.command.commands.items():
            yield from groups(click.Context(command, info_name=name, parent=context))


LISTS = list(groups(click.Context(cli, info_name="briefing")))


@pytest.mark.parametrize("context", LISTS, ids=[context.command_path for context in LISTS])
def test_no_line_of_a_list_of_commands_is_cut_at_80_columns(context: click.Context) -> None:
    context.terminal_width = 80 - 2  # click leaves two columns free
    lines = context.get_help().partition("Commands:")[2].splitlines()[1:]
    assert lines
    assert [line for line in lines if line.endswith("...")] == []
    assert [line for line in lines if line.startswith("    ")] == [], "a line runs over"
