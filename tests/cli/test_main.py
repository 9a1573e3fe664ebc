"""The command line as a whole: help, exit codes, plain words instead of tracebacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefing.cli.main import cli, run

ROOT = Path(__file__).resolve().parents[2]


def commands(group: click.Group, path: str = "") -> list[tuple[str, click.Command]]:
    """Every command with its full name, groups opened."""
    named_commands: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        full = f"{path} {name}".strip()
        inner = commands(command, full) if isinstance(command, click.Group) else []
        named_commands += inner or [(full, command)]
    return named_commands


COMMANDS = commands(cli)


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_says_what_it_does(name: str, command: click.Command) -> None:
    assert command.help
    assert all(getattr(p, "help", "x") or isinstance(p, click.Argument) for p in command.params)


@pytest.mark.parametrize("name", sorted({name.split()[0] for name, _ in COMMANDS}))
def test_the_readme_names_every_command(name: str) -> None:
    assert f"`{name}`" in (text := (ROOT / "README.md").read_text()) or f"briefing {name}" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["nonsense"], 2),
        (["build", "--now", "2026-11-24T06:00"], 2),
        (["build", "--now", "yesterday"], 2),
        (["build", "--config", "missing.yaml"], 2),
        (["export", "--format", "docx"], 2),
    ],
)
def test_exit_codes(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == code


def test_a_missing_offset_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    run(["build", "--now", "2026-11-24T06:00"])
    assert "offset" in capfd.readouterr().err


def test_help_loads_no_heavy_library() -> None:
    heavy = "{'numpy', 'sqlalchemy', 'jinja2', 'mjml', 'aiohttp', 'sumy', 'rich', 'pydantic'}"
    code = (
        "import sys; from briefing.cli.main import run; run(['--help']);"
        f"print({heavy} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "set()"
