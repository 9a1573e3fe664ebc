"""Adds and removes sources in a config file, as lines: comments and order of the file stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from briefing.config.rewrite import last_line, line_end, on_one_line, read_text, replace_text
from briefing.config.yaml_loader import ConfigLoader
from briefing.errors import InputError

Fields = Mapping[str, object]


def add_sources(file: Path, sources: Sequence[Fields]) -> None:
    """Write these sources behind the last one; InputError or ConfigError where that cannot be."""
    text = read_text(file)
    listed = _listed(text, file)
    last = last_line(listed.value[-1])
    dash, column = listed.start_mark.column, listed.value[-1].start_mark.column
    lines = text.splitlines(keepends=True)
    end = line_end(text)
    if not lines[last].endswith("\n"):
        lines[last] += end
    new = [line + end for fields in sources for line in _lines(fields, dash, column)]
    replace_text(file, "".join(lines[: last + 1] + new + lines[last + 1 :]))


def remove_source(file: Path, place: int) -> None:
    """Take out the source at this place; the last one stays, as a newsletter needs one."""
    text = read_text(file)
    listed = _listed(text, file)
    if len(listed.value) == 1:
        raise InputError("is the only source", where=str(file), hint="add another one first")
    node = listed.value[place]
    lines = text.splitlines(keepends=True)
    replace_text(file, "".join(lines[: node.start_mark.line] + lines[last_line(node) + 1 :]))


def _listed(text: str, file: Path) -> yaml.SequenceNode:
    """The list of sources, each on lines of its own."""
    try:
        root = yaml.compose(text.removeprefix("\ufeff"), Loader=ConfigLoader)
    except yaml.YAMLError as error:
        hint = "see `briefing config show`"
        raise InputError("is no YAML as it stands now", where=str(file), hint=hint) from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == "sources"), None)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        hint = "write each source on lines of its own, beginning with `- kind:`"
        raise InputError("its `sources:` cannot be edited", where=str(file), hint=hint)
    return node


def _lines(fields: Fields, dash: int, column: int) -> list[str]:
    """One source as YAML: `- kind: …`, the other keys below it."""
    lines = [f"{' ' * column}{key}: {on_one_line(value)}" for key, value in fields.items()]
    lines[0] = f"{' ' * dash}-{' ' * (column - dash - 1)}{lines[0].lstrip()}"
    return lines
