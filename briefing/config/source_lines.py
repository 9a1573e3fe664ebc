"""Adds and removes sources in a config file, as lines: comments and order of the file stay."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from briefing.config.read import load
from briefing.errors import ConfigError, InputError

Fields = Mapping[str, object]


def add_sources(file: Path, sources: Sequence[Fields]) -> None:
    """Write these sources behind the last one; InputError or ConfigError where that cannot be."""
    text = _read(file)
    listed = _listed(text, file)
    last = _last_line(listed.value[-1])
    dash, column = listed.start_mark.column, listed.value[-1].start_mark.column
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    if not lines[last].endswith("\n"):
        lines[last] += end
    new = [line + end for fields in sources for line in _lines(fields, dash, column)]
    _write(file, "".join(lines[: last + 1] + new + lines[last + 1 :]))


def remove_source(file: Path, place: int) -> None:
    """Take out the source at this place; the last one stays, as a newsletter needs one."""
    text = _read(file)
    listed = _listed(text, file)
    if len(listed.value) == 1:
        raise InputError("is the only source", where=str(file), hint="add another one first")
    node = listed.value[place]
    lines = text.splitlines(keepends=True)
    _write(file, "".join(lines[: node.start_mark.line] + lines[_last_line(node) + 1 :]))


def _read(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def _listed(text: str, file: Path) -> yaml.SequenceNode:
    """The list of sources, each on lines of its own."""
    root = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == "sources"), None)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        hint = "write each source on lines of its own, beginning with `- kind:`"
        raise InputError("its `sources:` cannot be edited", where=str(file), hint=hint)
    return node


def _last_line(node: yaml.Node) -> int:
    """The last line that holds something of a node: what follows may be comments."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _last_line(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last_line(node.value[-1])
    is_block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return max(node.end_mark.line - (1 if is_block else 0), node.start_mark.line)


def _lines(fields: Fields, dash: int, column: int) -> list[str]:
    """One source as YAML: `- kind: …`, the other keys below it."""
    lines = [f"{' ' * column}{key}: {_scalar(value)}" for key, value in fields.items()]
    lines[0] = f"{' ' * dash}-{' ' * (column - dash - 1)}{lines[0].lstrip()}"
    return lines


def _scalar(value: object) -> str:
    dumped: str = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_flow_style=True)
    return dumped.removesuffix("\n").removesuffix("\n...")


def _write(file: Path, text: str) -> None:
    """Replace the file once the new text has proved to be a good config; else leave it as it is."""
    target = file.resolve()
    handle, name = tempfile.mkstemp(prefix=".config-", suffix=".yaml", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
        _check(new, file)
        shutil.copymode(target, new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _check(new: Path, file: Path) -> None:
    try:
        load(new)
    except ConfigError as error:
        faults = tuple(fault.replace(str(new), str(file)) for fault in error.faults)
        raise ConfigError(faults, where=str(file)) from error
