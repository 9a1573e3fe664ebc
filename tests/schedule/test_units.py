"""The unit files and the guide name commands and keys that exist."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

from briefing.cli.main import cli
from briefing.config.schedule_section import ScheduleConfig

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


def test_the_guide_names_what_exists() -> None:
    text = (DOCS / "schedule.md").read_text()
    named = {first or second for first, second in verbs(text)}
    assert {"schedule", "run", "slots", "serve", "db", "doctor"} <= named <= set(cli.commands)
    keys = set(re.findall(r"`([a-z_]+_minutes|min_topics)`", text))
    assert keys <= set(ScheduleConfig.model_fields)
    for unit in re.findall(r"docs/units/([a-z-]+\.[a-z]+)", text):
        assert (DOCS / "units" / unit).exists()
