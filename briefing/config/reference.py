"""What each key is for, in words: the text of docs/config.md, and the JSON schema with it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from briefing.config.fault_words import nearest
from briefing.config.keys import ConfigKey, keys, schema
from briefing.config.rewrite import on_one_line
from briefing.errors import InputError

# Kinds of source, `package.module:Class` among them: the variants of the config.
EVERY_KIND = 8
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


_RELAY = "delivery.smtp."


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNote:
    """What a key is for, in one or two sentences, and a value one might give it."""

    purpose: str
    example: Any


@cache
def notes() -> dict[str, KeyNote]:
    """The note of every key, by its dotted name."""
    text = resources.files("briefing.config").joinpath("key_notes.yaml").read_text("utf-8")
    entries: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    own = {name: KeyNote(**entry) for name, entry in entries.items()}
    # Each of several relays has the keys of the one.
    relays = {
        name.replace(_RELAY, "delivery.relays.", 1): note
        for name, note in own.items()
        if name.startswith(_RELAY)
    }
    return own | relays


def find_keys(name: str) -> tuple[ConfigKey, ...]:
    """The key of this name, or all below a section; InputError where there is none."""
    plain = ".".join(part for part in name.split(".") if not part.isdecimal())
    matching = tuple(key for key in keys() if key.name == plain or key.name.startswith(f"{plain}."))
    if not matching:
        hint = (
            nearest(plain, (key.name for key in keys())) or "; `briefing config explain` lists all"
        )
        raise InputError("is no key of config.yaml", where=name, hint=hint.removeprefix("; "))
    return matching


def described_schema() -> dict[str, Any]:
    """The JSON schema of the file, each key with its purpose and an example."""
    described = deepcopy(dict(schema()))
    for key in keys():
        note = notes()[key.name]
        for node in _nodes(described, described, key.name.split(".")):
            node |= {"description": note.purpose, "examples": [_plain(note.example)]}
    return {"$schema": SCHEMA_DIALECT} | described


def _nodes(
    root: dict[str, Any], node: dict[str, Any], parts: list[str]
) -> Iterator[dict[str, Any]]:
    """The places of a key in the schema: one, or one a kind of source."""
    for variant in _variants(root, node):
        child = variant.get("properties", {}).get(parts[0])
        if child is not None and len(parts) == 1:
            yield child
        elif child is not None:
            yield from _nodes(root, child, parts[1:])


def _variants(root: dict[str, Any], node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in node:
        yield from _variants(root, root["$defs"][node["$ref"].rpartition("/")[2]])
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _variants(root, choice)
    if node.get("type") == "array":
        yield from _variants(root, node.get("items", {}))
    yield node


def reference() -> str:
    """docs/config.md: every key by section, with type, default and example."""
    parts = [_HEAD]
    for section in dict.fromkeys(map(_section, keys())):
        members = tuple(key for key in keys() if _section(key) == section)
        parts.append(f"## {section or 'At the top of the file'}\n\n{_table(members)}")
    return "\n\n".join(parts) + "\n"


_HEAD = """# Every key of config.yaml

Made by `briefing config reference`; a test keeps it true. `briefing config explain KEY` tells the
same of one key, with what your file says. Lists may stand in brackets. `BRIEFING_` and the key in
capitals, with two underscores for each point, gives a key by the environment:
`BRIEFING_DELIVERY__SMTP__HOST=mail.example.org`."""


def _section(key: ConfigKey) -> str:
    return key.name.rpartition(".")[0]


def _table(members: tuple[ConfigKey, ...]) -> str:
    rows = ["| key | for | type | default | example |", "|---|---|---|---|---|"]
    return "\n".join((*rows, *map(_row, members)))


def _row(key: ConfigKey) -> str:
    note = notes()[key.name]
    cells = (
        f"`{key.name.rpartition('.')[2]}`",
        note.purpose + kinds_in_words(key),
        key.type,
        "must be given" if key.required else _code(key.default),
        _code(note.example),
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def kinds_in_words(key: ConfigKey) -> str:
    """` (feed, page)`: which kinds of source know it; nothing where all do."""
    return f" ({', '.join(key.kinds)})" if 0 < len(key.kinds) < EVERY_KIND else ""


def _code(value: object) -> str:
    return "" if value is None or value in ("", [], {}) else f"`{on_one_line(value)}`"


def _plain(value: object) -> object:
    """A date is text in JSON."""
    return value if isinstance(value, str | int | float | list | dict) else str(value)
