"""Every direct dependency says in docs/decisions.md what it is for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ARGUED = (
    (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
)


def named() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    return sorted({re.split(r"[\[><=~! ]", line)[0].lower() for line in wanted})


@pytest.mark.parametrize("name", named())
def test_a_dependency_has_its_line(name: str) -> None:
    bold = ", ".join(re.findall(r"\*\*([^*]+)\*\*", ARGUED)).lower()
    assert name in re.split(r", ", bold)


def test_none_is_named_twice() -> None:
    wanted = [re.split(r"[\[><=~! ]", line)[0].lower() for line in PROJECT["dependencies"]]
    assert sorted(wanted) == sorted(set(wanted))
