"""The container, compose and workflow files name files, commands and keys that exist."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from briefing.cli.main import cli
from briefing.config.keys import keys
from tests.needs import hadolint

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "docs" / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir())


def test_what_the_image_copies_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert {"briefing", "templates", "seeds", "requirements.lock"} <= names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_who_installs_the_wheel_has_units_and_compose_file_too() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    page = (ROOT / "docs" / "schedule.md").read_text(encoding="utf-8")
    for folder in ("docs/units", "docs/deploy"):
        assert (ROOT / folder).is_dir()
        assert f"/opt/briefing/{shared[folder]}" in page


def test_the_image_runs_as_nobody_else() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert lines.index("USER 10001") < lines.index('ENTRYPOINT ["briefing"]')


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_variable_is_a_key(path: Path) -> None:
    known = {key.name.replace(".", "__").upper() for key in keys()}
    named = set(re.findall(r"BRIEFING_([A-Z]+__[A-Z_]+)", path.read_text(encoding="utf-8")))
    assert named - known == set()


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_command_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    verbs = re.findall(r"^\s*(?:- run: |&& |command: \[)(?:briefing )?([a-z]+)", text, re.MULTILINE)
    verbs += re.findall(r"(?:&& |run: )briefing ([a-z]+)", text)
    assert set(verbs) - set(cli.commands) - {"pip"} == set()


@pytest.mark.parametrize("name", ["compose.yaml", "weekly.yml", "pages.yml"])
def test_it_is_yaml(name: str) -> None:
    assert yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


def test_the_image_file_has_no_fault() -> None:
    command = [str(hadolint()), str(DEPLOY / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
