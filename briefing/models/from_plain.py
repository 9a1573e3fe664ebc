"""Values of our data types out of plain ones: what JSON, the store and a table's row hold.

The types say what is accepted: `to_plain` (`plain.py`) is the way there, this the way back.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from briefing.errors import VerifyError

T = TypeVar("T")


def kind_of(block_class: type[Any]) -> str:
    """The `kind` that blocks of a class bear, which also names their templates."""
    return next(str(field.default) for field in fields(block_class) if field.name == "kind")


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
    hints = hints_of(kind)
    for name in values:
        if name not in hints:
            raise VerifyError("is not a field of this format", where=f"{path}.{name}")
    for name in _required(kind):
        if name not in values:
            raise VerifyError("is missing", where=f"{path}.{name}")
    return kind(**{n: _build(hints[n], value, f"{path}.{n}") for n, value in values.items()})


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """The type of each field."""
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
        raise _fault(path, JSON_NAMES.get(kind, kind.__name__), data)
    return data


JSON_NAMES: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dict: "object",
    list: "array",
}


def _fault(path: str, expected: str, data: object) -> VerifyError:
    return VerifyError(f"{expected} is expected, not {str(data)[:60]!r}", where=path)
