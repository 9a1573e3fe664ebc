"""Reads a config file and reports every fault at once: file, line, column, key, what was expected.

The file is composed as YAML (PyYAML's safe loader), so that each of pydantic's
complaints can be traced back to the place in the file where it arose.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from briefing.config.config_file import Config
from briefing.config.environment_overrides import overrides, with_overrides
from briefing.config.fault_words import expected, not_yaml
from briefing.config.places import CONFIG_NAME, data_folder_of, home_config
from briefing.config.yaml_loader import ConfigConstructor, ConfigLoader
from briefing.errors import ConfigError

logger = logging.getLogger(__name__)

# A config of 1,000 sources has some 100 kB; chosen, not measured.
MAX_FILE_BYTES = 1_000_000
# As many as a file of that size can hold; aliases that make more are a bomb.
MOST_NODES = 200_000
# Fields of Config that no file gives: where it lies, and where its data goes.
_PLACES = {"folder", "data_folder"}


def load(path: str | Path) -> Config:
    """Read and check a config file; ConfigError lists every fault found.

    Any key may be given by the environment instead: BRIEFING_STORE replaces `store`,
    as a database address with a password does not belong into the file.
    """
    file = Path(path)
    node = _compose(_read(file), file)
    named = overrides(os.environ, frozenset(Config.model_fields) - _PLACES)
    fields = with_overrides(_construct(node, file), named, os.environ)
    faults = list(_duplicates(node, file))
    places = {"folder": file.parent, "data_folder": data_folder_of(file, os.environ)}
    try:
        config = Config.model_validate(fields | places)
    except ValidationError as error:
        faults += _faults(error, node, file, named)
    if faults:
        raise ConfigError(tuple(faults), where=str(file))
    logger.debug("read %s: newsletter %s", file.name, config.newsletter.id)
    return config


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise _fault(file, "is larger than 1 MB, which no config file is")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(file, f"is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        home = home_config(os.environ)
        nor = f" (nor is there {home})" if file == Path(CONFIG_NAME) and file != home else ""
        hint = f"run `briefing init FOLDER` to make one, or name another with --config{nor}"
        raise _fault(file, f"cannot be read: {error.strerror}; {hint}") from error


def _fault(where: object, what: str) -> ConfigError:
    return ConfigError((f"{where}: {what}",), where=str(where))


def _compose(text: str, file: Path) -> yaml.MappingNode:
    try:
        node = yaml.compose(text, Loader=ConfigLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise _fault(place, not_yaml(error.problem or str(error.context))) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _fault(file, f"is not YAML: {error}".replace("\n", " ")) from error
    if not isinstance(node, yaml.MappingNode):
        raise _fault(file, "keys such as `newsletter:` and `sources:` are expected")
    if _size(node, {}) > MOST_NODES:
        raise _fault(file, "is too large once its aliases are followed")
    return node


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """The number of nodes with every alias followed; a cycle counts as too many."""
    if id(node) not in known:
        known[id(node)] = MOST_NODES + 1
        known[id(node)] = 1 + sum(_size(child, known) for child in _children(node))
    return known[id(node)]


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _construct(node: yaml.MappingNode, file: Path) -> dict[str, Any]:
    try:
        return dict(ConfigConstructor("").construct_document(node))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise _fault(place, f"cannot be read: {error.problem}") from error
    except (ValueError, TypeError) as error:
        raise _fault(file, f"holds a value that cannot be read: {error}") from error


def _duplicates(node: yaml.Node, file: Path, key: str = "") -> Iterator[str]:
    seen: set[str] = set()
    for name, place, child in _pairs(node):
        dotted = f"{key}.{name}".lstrip(".")
        if name in seen:
            yield f"{_at(place, file)}: {dotted}: stands twice; only one may"
        seen.add(name)
        yield from _duplicates(child, file, dotted)


def _pairs(node: yaml.Node) -> list[tuple[str, yaml.Node, yaml.Node]]:
    """Key, the node that shows where it stands, and the value's node."""
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value), key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(str(place), child, child) for place, child in enumerate(node.value)]
    return []


def _at(node: yaml.Node, file: Path) -> str:
    return f"{file}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def _faults(
    error: ValidationError, node: yaml.Node, file: Path, named: Mapping[str, str]
) -> Iterator[str]:
    from briefing.config.keys import names_below  # the schema takes 30 ms: only for faults

    details = error.errors(include_url=False)
    for fault in details:
        if not _is_consequence(fault, details):
            where, key = _place_of(fault, node, file, named)
            section = ".".join(part for part in key.split(".")[:-1] if not part.isdecimal())
            yield f"{where}: {key or 'the file'}: {expected(fault, names_below(section))}"


def _place_of(
    fault: ErrorDetails, node: yaml.Node, file: Path, named: Mapping[str, str]
) -> tuple[str, str]:
    """Where the fault arose, file:line:column or a variable, and at which key."""
    dotted = ".".join(map(str, fault["loc"]))
    variable = _variable(dotted, named)
    if variable:
        return variable, dotted
    place, key = _locate(node, fault["loc"])
    return _at(place, file), key


def _variable(key: str, named: Mapping[str, str]) -> str:
    """The environment variable that gave a key, or made the section of that name."""
    below = (name for name in named if name.startswith(f"{key}."))
    return named.get(key) or named.get(next(below, ""), "")


def _is_consequence(fault: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A list is "too short" only because its members are at fault, each named already."""
    loc = fault["loc"]
    inner = any(other["loc"][: len(loc)] == loc and other is not fault for other in details)
    return fault["type"] == "too_short" and inner


def _locate(node: yaml.Node, loc: tuple[int | str, ...]) -> tuple[yaml.Node, str]:
    """The node nearest to a pydantic location, and its dotted key.

    Parts of a location that are no keys of the file (the tag of a union) are
    passed over; a missing key points at the key that should hold it.
    """
    place, keys = node, []
    for depth, part in enumerate(loc, 1):
        pair = next((entry for entry in _pairs(node) if entry[0] == str(part)), None)
        if pair:
            _, place, node = pair
        if pair or depth == len(loc):
            keys.append(str(part))
    return place, ".".join(keys)
