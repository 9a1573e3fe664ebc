"""Every key config.yaml may hold, read off the JSON schema that pydantic makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from briefing.config.config_file import Config

Node = Mapping[str, Any]
# Keys of somebody else's choosing stand below these.
_FREE = "NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigKey:
    """One key: `delivery.smtp.port`. `kinds` are the kinds of source that know it, if it is theirs.

    `default` is None where the key must be given or has no value of its own.
    """

    name: str
    type: str
    default: Any = None
    required: bool = False
    kinds: tuple[str, ...] = ()


@cache
def schema() -> Node:
    """The JSON schema (draft 2020-12) of the file."""
    return Config.model_json_schema()


@cache
def keys() -> tuple[ConfigKey, ...]:
    """All keys in the order of the file; those of several kinds of source stand once."""
    merged: dict[str, ConfigKey] = {}
    for key in _walk(schema(), "", ()):
        earlier = merged.get(key.name)
        merged[key.name] = replace(earlier, kinds=earlier.kinds + key.kinds) if earlier else key
    kind = merged["sources.kind"]
    merged[kind.name] = replace(kind, type=_choice(list(kind.kinds)))
    return tuple(merged.values())


def names_below(prefix: str) -> tuple[str, ...]:
    """The names that may stand directly below a section (`""`: at the top of the file)."""
    start = f"{prefix}." if prefix else ""
    below = (key.name.removeprefix(start) for key in keys() if key.name.startswith(start))
    return tuple(dict.fromkeys(name.split(".")[0] for name in below))


def _walk(node: Node, name: str, kinds: tuple[str, ...]) -> Iterator[ConfigKey]:
    for variant in _variants(node):
        own = _kind_of(variant) if name == "sources" else kinds
        required = variant.get("required", ())
        for key, child in variant.get("properties", {}).items():
            dotted = f"{name}.{key}".lstrip(".")
            if _has_keys(child):
                yield from _walk(child, dotted, own)
            else:
                yield ConfigKey(
                    name=dotted,
                    type=type_in_words(child),
                    default=child.get("default"),
                    required=key in required,
                    kinds=own,
                )


def _kind_of(variant: Node) -> tuple[str, ...]:
    kind = variant["properties"]["kind"]
    return (kind.get("const", "package.module:Class"),)


def _has_keys(node: Node) -> bool:
    return any("properties" in variant for variant in _variants(node))


def _variants(node: Node) -> tuple[Node, ...]:
    """What may stand here, with references followed; a list stands for its members."""
    if "$ref" in node:
        return _variants(schema()["$defs"][node["$ref"].rpartition("/")[2]])
    several = node.get("anyOf") or node.get("oneOf")
    if several:
        return tuple(variant for choice in several for variant in _variants(choice))
    if node.get("type") == "array" and "items" in node:
        return _variants(node["items"])
    return (node,)


def type_in_words(node: Node) -> str:
    """`whole number, 1 to 65535`, `text`, `list of text`, `starttls, tls or none`."""
    if "$ref" in node:
        return type_in_words(schema()["$defs"][node["$ref"].rpartition("/")[2]])
    several = [part for part in node.get("anyOf", ()) if part.get("type") != "null"]
    if several:  # a value that may be left empty needs no word
        several = [part for part in several if part.get("const") != ""]
        return " or ".join(dict.fromkeys(type_in_words(part) for part in several))
    if "enum" in node or "const" in node:
        return _choice([str(word) for word in node.get("enum", [node.get("const")])])
    if node.get("type") == "array":
        return f"list of: {type_in_words(node['items'])}" if "items" in node else "list"
    return _plain_type(node)


def _choice(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "names with their values",
}


def _plain_type(node: Node) -> str:
    word = "date" if node.get("format") == "date" else _WORDS.get(node.get("type", ""), "any")
    return ", ".join(filter(None, (word, _bounds(node))))


def _bounds(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    above = node.get("exclusiveMinimum")
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if above is not None and high is not None:
        return f"above {above:,}, at most {high:,}"
    return f"at least {low:,}" if low is not None else ""
