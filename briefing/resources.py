"""Files that come with the program: in a wheel beside the code, in a checkout at the top level."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from briefing.errors import BriefingError


def sample(name: str) -> Traversable:
    """A file or folder at the project's top level: `templates`, `seeds`, `config.yaml`."""
    for place in (files("briefing") / "_data" / name, Path(__file__).resolve().parents[1] / name):
        if place.is_file() or place.is_dir():
            return place
    raise BriefingError("does not come with this installation", where=name, hint="reinstall it")
