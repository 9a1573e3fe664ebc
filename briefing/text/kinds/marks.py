"""Marks by which the kind of a story is known: forms of headlines, openings and addresses.

Each mark is a name and a pattern over one field; they stand in `marks.toml`. `mark_words.json`
has the words that a text must hold for a mark to be looked for; `benchmarks/needed_words.py`
reads them off the patterns.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from briefing.text.caseless import Caseless


@cache
def patterns() -> dict[str, dict[str, Caseless]]:
    """The pattern of each mark, by field and name."""
    text = files("briefing.text.kinds").joinpath("marks.toml").read_text("utf-8")
    words = _words()
    return {
        field: {
            name: Caseless(pattern, verbose=True, needs=words.get(field, {}).get(name, ()))
            for name, pattern in marks.items()
        }
        for field, marks in tomllib.loads(text).items()
    }


def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("briefing.text.kinds").joinpath("mark_words.json").read_text("utf-8")
    words: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(text)
    return words


def marks_in(field: str, text: str) -> Iterator[str]:
    """The names of the marks that a field bears: "title: live". Linear in the text."""
    if text:
        for name, pattern in patterns()[field].items():
            if pattern.search(text):
                yield f"{field}: {name}"
