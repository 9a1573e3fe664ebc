"""Another package of the same import name in one environment is named, and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "briefing"


def an_environment(folder: Path) -> Path:
    """Our package's files, as an installer lays them down."""
    (folder / "briefing").mkdir()
    for path in PACKAGE.iterdir():
        if path.name != "__init__.py":
            (folder / "briefing" / path.name).symlink_to(path)
    (folder / "briefing" / "__init__.py").write_bytes((PACKAGE / "__init__.py").read_bytes())
    return folder


def python(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )


def test_alone_nothing_is_said(tmp_path: Path) -> None:
    done = python(an_environment(tmp_path), "-c", "import briefing")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_other_package_is_named_at_import(tmp_path: Path) -> None:
    site = an_environment(tmp_path)
    (site / "briefing-0.1.0.dist-info").mkdir()
    done = python(site, "-c", "import briefing")
    assert "pipx install morning-briefing" in done.stderr


@pytest.mark.parametrize("theirs", ["", "__all__ = ['Briefing']\n"])
def test_hidden_by_the_other_one_the_command_says_so(tmp_path: Path, theirs: str) -> None:
    site = an_environment(tmp_path)
    (site / "briefing" / "__init__.py").write_text(theirs)
    done = python(site, "-m", "briefing", "--help")
    assert done.returncode == 1
    assert "hides this one" in done.stderr
    assert "Traceback" not in done.stderr
