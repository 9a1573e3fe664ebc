"""An edition as JSON and back: what other programs read, and what `verify` works from.

The data classes are the schema: their fields and types say what is written and
what is accepted. A new block needs no change here.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from briefing.errors import VerifyError
from briefing.models.blocks import kind_of
from briefing.models.edition import Edition
from briefing.models.plain import is_sparse, to_plain

T = TypeVar("T")

VERSION = 1
# An edition has some 100 kB; chosen, not measured.
MAX_EDITION_BYTES = 20_000_000


def dump(edition: Edition) -> str:
    """The edition as JSON text (UTF-8, two spaces); the same edition gives the same bytes."""
    data = {"version": VERSION, **to_plain(edition)}
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def load(text: str) -> Edition:
    """The edition `dump` wrote; VerifyError names the place of anything else."""
    if len(text) > MAX_EDITION_BYTES:
        raise VerifyError("is too large for an edition")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise VerifyError(f"is not JSON: {error}", where="edition") from error
    if not isinstance(data, dict) or data.pop("version", None) != VERSION:
        hint = "build it again with this version of briefing"
        raise VerifyError(f"is not an edition of version {VERSION}", where="edition", hint=hint)
    return from_plain(Edition, data, "edition")


def from_plain(kind: type[T], data: Any, path: str) -> T:
    """What `to_plain` gave, as a value of type `kind`; VerifyError names the faulty place."""
    value: T = _build(kind, data, path)
    return value


def _build(kind: Any, data: Any, path: str) -> Any:
    """A value of type `kind` from plain JSON data; `path` says where it stands."""
    build, of = _way(kind)
    return build(of, data, path)


@cache  # the same few types are asked about for each field of thousands of stories
def _way(kind: Any) -> tuple[Callable[[Any, Any, str], Any], Any]:
    """What builds values of a type, and what it builds them of."""
    origin = get_origin(kind)
    if origin is tuple:
        return _build_tuple, get_args(kind)[0]
    if origin in (Union, types.UnionType):
        return _build_union, get_args(kind)
    if origin is Literal:
        return _one_of, get_args(kind)
    if is_dataclass(kind):
        return _build_object, kind
    return _build_scalar, kind


def _build_tuple(member: Any, data: Any, path: str) -> tuple[Any, ...]:
    items = enumerate(_expect(data, list, path))
    return tuple(_build(member, item, f"{path}[{number}]") for number, item in items)


def _build_union(kinds: tuple[Any, ...], data: Any, path: str) -> Any:
    if type(None) in kinds:
        if data is None:
            return None
        kinds = tuple(kind for kind in kinds if kind is not type(None))
    if len(kinds) == 1:
        return _build(kinds[0], data, path)
    by_name = {kind_of(kind): kind for kind in kinds}
    name = _expect(data, dict, path).get("kind")
    if not isinstance(name, str) or name not in by_name:
        raise _fault(f"{path}.kind", f"one of {', '.join(sorted(by_name))}", name)
    return _build_object(by_name[name], data, path)


def _build_object(kind: Any, data: Any, path: str) -> Any:
    values = _expect(data, dict, path)
    hints = _hints(kind)
    for name in values:
        if name not in hints:
            raise VerifyError("is not a field of this format", where=f"{path}.{name}")
    for name in _required(kind):
        if name not in values:
            raise VerifyError("is missing", where=f"{path}.{name}")
    return kind(**{n: _build(hints[n], value, f"{path}.{n}") for n, value in values.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _required(kind: Any) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    )


def _build_scalar(kind: Any, data: Any, path: str) -> Any:
    if kind in (datetime, date):
        return _moment(kind, _expect(data, str, path), path)
    if kind is float and type(data) is int:
        return float(data)
    return _expect(data, kind, path)


def _moment(kind: type[date], text: str, path: str) -> date:
    try:
        value = kind.fromisoformat(text)
    except ValueError as error:
        raise _fault(path, f"a {kind.__name__} in ISO 8601", text) from error
    if isinstance(value, datetime) and value.tzinfo is None:
        raise _fault(path, "a moment with its offset", text)
    return value


def _one_of(values: tuple[Any, ...], data: Any, path: str) -> Any:
    if data not in values:
        raise _fault(path, f"one of {', '.join(map(str, values))}", data)
    return data


def _expect(data: Any, kind: type, path: str) -> Any:
    if type(data) is not kind:
        raise _fault(path, _JSON_NAMES.get(kind, kind.__name__), data)
    return data


_JSON_NAMES: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dict: "object",
    list: "array",
}


def _fault(path: str, expected: str, data: object) -> VerifyError:
    return VerifyError(f"{expected} is expected, not {str(data)[:60]!r}", where=path)


def schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of what `dump` writes, made from the data classes."""
    definitions: dict[str, Any] = {}
    for kind in _reachable(Edition):
        definitions[kind.__name__] = _object_schema(kind)
    top = definitions.pop("Edition")
    top["properties"] = {"version": {"const": VERSION}, **top["properties"]}
    top["required"] = ["version", *top["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Edition"}
    return {**head, **top, "$defs": dict(sorted(definitions.items()))}


def _reachable(kind: Any, seen: set[Any] | None = None) -> Iterator[Any]:
    seen = set() if seen is None else seen
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in _hints(kind).values():
            yield from _reachable(hint, seen)
    for member in get_args(kind):
        yield from _reachable(member, seen)


def _object_schema(kind: Any) -> dict[str, Any]:
    properties = {name: _type_schema(hint) for name, hint in _hints(kind).items()}
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n")[0],
        "properties": properties,
        "required": [field.name for field in fields(kind) if not is_sparse(field)],
        "additionalProperties": False,
    }


def _type_schema(kind: Any) -> dict[str, Any]:
    origin, members = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {"type": "array", "items": _type_schema(members[0])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type_schema(member) for member in members]}
    if origin is Literal:
        return {"enum": list(members)}
    if is_dataclass(kind):
        return {"$ref": f"#/$defs/{getattr(kind, '__name__', '')}"}
    if kind in (datetime, date):
        return {"type": "string", "format": "date-time" if kind is datetime else "date"}
    return {"type": _JSON_NAMES.get(kind, "null")}
