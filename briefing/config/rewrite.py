"""Writes a config file anew, whole or not at all: only a text that proves good replaces it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import yaml

from briefing.config.read import load
from briefing.errors import ConfigError


def read_text(file: Path) -> str:
    """The file's text with its own line ends."""
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def line_end(text: str) -> str:
    """The line end the file is written with."""
    return "\r\n" if "\r\n" in text else "\n"


def last_line(node: yaml.Node) -> int:
    """The last line that holds something of a node: what follows may be comments."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return last_line(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return last_line(node.value[-1])
    is_block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return max(node.end_mark.line - (1 if is_block else 0), node.start_mark.line)


def on_one_line(value: object) -> str:
    """A value as YAML on one line."""
    dumped: str = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_flow_style=True)
    return dumped.removesuffix("\n").removesuffix("\n...")


def in_lines(values: object) -> str:
    """Values as YAML in the order they have, as one writes a file."""
    dumped: str = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)
    return dumped


def replace_text(file: Path, text: str) -> None:
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
