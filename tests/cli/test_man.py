"""The manual page: of today's commands, without fault, in the wheel's place for it."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import click

from briefing.cli.command_tree import all_commands
from briefing.cli.main import cli
from briefing.cli.man_page import man_page
from tests.needs import mandoc

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "briefing.1"
ROOT_CONTEXT = click.Context(cli, info_name="briefing")


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(ROOT_CONTEXT), (
        "run briefing help --man > docs/briefing.1"
    )


def test_mandoc_finds_no_fault() -> None:
    command = [mandoc(), "-T", "lint", "-W", "style", str(PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    faults = [
        line for line in done.stdout.splitlines() if "referenced manual not found" not in line
    ]
    assert faults == []


def test_man_shows_every_command_as_it_is_typed() -> None:
    command = [mandoc(), "-T", "ascii", "-O", "width=200", str(PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    shown = "".join(done.stdout.split("\b")) if "\b" not in done.stdout else plain(done.stdout)
    paths = [
        context.command_path.removeprefix("briefing ") for context in all_commands(ROOT_CONTEXT)
    ]
    assert [path for path in paths if path not in shown] == []
    assert "--no-ingest" in shown


def plain(text: str) -> str:
    """Without the overstrikes that make letters bold."""
    while (at := text.find("\b")) > 0:
        text = text[: at - 1] + text[at + 1 :]
    return text


def test_the_wheel_puts_it_where_man_looks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared["docs/briefing.1"] == "share/man/man1/briefing.1"
