"""The unit files and the guide name commands and keys that exist."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

from briefing.cli.main import cli
from briefing.config.schedule_section import ScheduleConfig
from tests.needs import systemd_analyze

DOCS = Path(__file__).resolve().parents[2] / "docs"
UNITS = sorted((DOCS / "units").iterdir())


def verbs(text: str) -> set[str]:
    return set(re.findall(r"briefing/bin/briefing ([a-z]+)|`briefing ([a-z]+)", text)) - {("", "")}


@pytest.mark.parametrize("path", UNITS, ids=[path.name for path in UNITS])
def test_a_unit_is_whole(path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path)
    kind = "Service" if path.suffix == ".service" else "Timer"
    assert unit["Unit"]["Description"]
    if kind == "Service":
        assert int(unit["Service"].get("TimeoutStopSec", "15")) > 10
        (verb,) = re.findall(r"bin/briefing ([a-z]+)", unit["Service"]["ExecStart"])
        assert verb in cli.commands
    else:
        assert unit["Timer"]["OnCalendar"]
        assert path.with_suffix(".service").exists()


@pytest.mark.parametrize("path", UNITS, ids=[path.name for path in UNITS])
def test_a_unit_is_hardened(path: Path) -> None:
    """Exposure as systemd rates it: 0 is shut, 10 is open."""
    analyze = systemd_analyze()
    if path.suffix != ".service":
        return
    command = [analyze, "security", "--offline=true", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rating = re.search(r"exposure level[^:]*: ([0-9.]+)", done.stdout)
    assert rating
    assert float(rating[1]) <= 3.0


def test_what_outlives_a_killed_sender_is_not_swept_away() -> None:
    """Notes of what is on its way lie in shared memory and know the boot by its id in /proc."""
    for path in UNITS:
        assert not re.search(r"^(RemoveIPC|ProcSubset)=", path.read_text(), re.MULTILINE)


def test_the_guide_names_what_exists() -> None:
    text = (DOCS / "schedule.md").read_text()
    named = {first or second for first, second in verbs(text)}
    assert {"schedule", "run", "slots", "serve", "db", "doctor"} <= named <= set(cli.commands)
    keys = set(re.findall(r"`([a-z_]+_minutes|min_topics)`", text))
    assert keys <= set(ScheduleConfig.model_fields)
    for unit in re.findall(r"docs/units/([a-z-]+\.[a-z]+)", text):
        assert (DOCS / "units" / unit).exists()
