"""Where a newsletter lies that has no folder of its own: the places of the XDG base directories.

https://specifications.freedesktop.org/basedir-spec/latest/: a variable that is
not set, or names no absolute path, counts as its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PROGRAM = "briefing"
CONFIG_NAME = "config.yaml"


def home_config(environment: Mapping[str, str]) -> Path:
    """`$XDG_CONFIG_HOME/briefing/config.yaml`."""
    return _base(environment, "XDG_CONFIG_HOME", ".config") / PROGRAM / CONFIG_NAME


def home_data(environment: Mapping[str, str]) -> Path:
    """`$XDG_DATA_HOME/briefing`: the store, editions, mails and backups."""
    return _base(environment, "XDG_DATA_HOME", ".local/share") / PROGRAM


def data_folder_of(file: Path, environment: Mapping[str, str]) -> Path:
    """Where a config's relative paths of what is written begin: beside it, but for that at home."""
    at_home = file.absolute() == home_config(environment).absolute()
    return home_data(environment) if at_home else file.parent


def chosen_config(named: Path, environment: Mapping[str, str], *, is_default: bool) -> Path:
    """The config that is meant: the one named; that at home where none is here and none named."""
    at_home = home_config(environment)
    return at_home if is_default and not named.exists() and at_home.exists() else named


def _base(environment: Mapping[str, str], variable: str, default: str) -> Path:
    named = Path(environment.get(variable, ""))
    return named if named.is_absolute() else Path.home() / default
