"""Marks by which the kind of a story is known: forms of headlines, openings and addresses.

Each mark is a name and a pattern over one field; they stand in `marks.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from briefing.text.caseless import Caseless


@cache
def _patterns() -> dict[str, dict[str, Caseless]]:
    text = files("briefing.text.kinds").joinpath("marks.toml").read_text("utf-8")
    return {
        field: {name: Caseless(pattern, verbose=True) for name, pattern in marks.items()}
        for field, marks in tomllib.loads(text).items()
    }


def marks_in(field: str, text: str) -> Iterator[str]:
    """The names of the marks that a field bears: "title: live". Linear in the text."""
    if text:
        for name, pattern in _patterns()[field].items():
            if pattern.search(text):
                yield f"{field}: {name}"
