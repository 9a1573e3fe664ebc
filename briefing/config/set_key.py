"""Sets one key of a config file as lines: comments and the order of the file stay."""

from __future__ import annotations

from pathlib import Path

import yaml

from briefing.config.reference import find_keys
from briefing.config.rewrite import last_line, line_end, on_one_line, read_text, replace_text
from briefing.config.yaml_loader import ConfigConstructor, ConfigLoader
from briefing.errors import InputError

# As the sample config has it.
INDENT = 2
BOM = "\ufeff"


def set_key(file: Path, name: str, text: str) -> None:
    """Give the key `name` the value that `text` is as YAML.

    InputError where there is no such key or its place cannot be edited, ConfigError where
    the value will not do; then the file stays as it is.
    """
    key = next((one for one in find_keys(name) if one.name == _without_places(name)), None)
    if key is None:
        raise InputError("is a section", where=name, hint="name one of the keys below it")
    old = read_text(file)
    root = yaml.compose(old.removeprefix(BOM), Loader=ConfigLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise InputError("cannot be edited", where=str(file), hint="write each key on its own line")
    replace_text(file, _edited(old, root, name.split("."), _value(text, key.type)))


def _without_places(name: str) -> str:
    return ".".join(part for part in name.split(".") if not part.isdecimal())


def _value(text: str, kind: str) -> str:
    """The text as a value of one line; where text is expected, what YAML sees else is text too."""
    try:
        node = yaml.compose(text, Loader=ConfigLoader)
        value = ConfigConstructor("").construct_document(node) if node else ""
    except (yaml.YAMLError, ValueError):
        value = text
    return on_one_line(text if kind == "text" and not isinstance(value, str) else value)


def _edited(text: str, node: yaml.Node, parts: list[str], value: str) -> str:
    """The text with the value in its place: there already, or below the nearest section."""
    depth, parent = 0, node
    while depth < len(parts) and (child := _child(parent, parts[depth])) is not None:
        parent, depth = child, depth + 1
    if depth == len(parts):
        return _replaced(text, parent, value)
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style:
        raise InputError(
            "cannot be edited there",
            where=".".join(parts[: depth + 1]),
            hint="write the section on lines of its own",
        )
    return _inserted(text, parent, parts[depth:], value)


def _child(node: yaml.Node, part: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
        member: yaml.Node = node.value[int(part)]
        return member
    return None


def _replaced(text: str, node: yaml.Node, value: str) -> str:
    """The value stands where the old one stood; its comment stays."""
    shift = len(text) - len(text.removeprefix(BOM))
    start, end = node.start_mark.index + shift, node.end_mark.index + shift
    old = text[start:end]
    tail = old[len(old.rstrip()) :]
    lead = "" if text[start - 1 : start].isspace() else " "
    return f"{text[:start]}{lead}{value}{tail}{text[end:]}"


def _inserted(text: str, parent: yaml.MappingNode, parts: list[str], value: str) -> str:
    """New lines behind the last of the section."""
    column = parent.value[0][0].start_mark.column
    lines, end = text.splitlines(keepends=True), line_end(text)
    place = last_line(parent)
    if not lines[place].endswith("\n"):
        lines[place] += end
    new = [f"{' ' * (column + INDENT * n)}{part}:" for n, part in enumerate(parts)]
    new[-1] += f" {value}"
    return "".join(lines[: place + 1] + [line + end for line in new] + lines[place + 1 :])
