"""Whether JSON is of the shape its type says, to the last field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin

from briefing.cli.json_page import fields_of, is_shape


def misfits(value: Any, shape: Any, where: str = "$") -> Iterator[str]:
    """Every place where a value is not of its type."""
    origin, parts = get_origin(shape), get_args(shape)
    if is_shape(shape):
        yield from _fields(value, shape, where)
    elif origin in {Union, UnionType}:
        tried = [tuple(misfits(value, part, where)) for part in parts]
        yield from () if () in tried else min(tried, key=len)
    elif origin is Literal:
        yield from () if value in parts else (f"{where} is {value!r}",)
    elif origin in {list, tuple}:
        yield from _members(value, parts, where)
    elif origin is dict:
        yield from _values(value, parts[1], where)
    elif shape is not Any and not _is_plain(value, shape):
        yield f"{where} is {value!r:.60}, not {shape}"


def _fields(value: Any, shape: type, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is {value!r:.60}, not {shape.__name__}"
        return
    fields = fields_of(shape)
    optional = {name for name, kind in fields.items() if get_origin(kind) is NotRequired}
    yield from (f"{where}.{name} is missing" for name in {*fields} - optional - {*value})
    yield from (f"{where}.{name} is no field" for name in {*value} - {*fields})
    for name in {*fields} & {*value}:
        kind = get_args(fields[name])[0] if name in optional else fields[name]
        yield from misfits(value[name], kind, f"{where}.{name}")


def _members(value: Any, parts: tuple[Any, ...], where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{where} is {value!r:.60}, no list"
        return
    is_fixed = len(parts) > 1 and parts[-1] is not Ellipsis
    if is_fixed and len(value) != len(parts):
        yield f"{where} has {len(value)} members"
    kinds = parts if is_fixed else parts[:1] * len(value)
    for place, (member, kind) in enumerate(zip(value, kinds, strict=False)):
        yield from misfits(member, kind, f"{where}[{place}]")


def _values(value: Any, kind: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is {value!r:.60}, no object"
        return
    for name, member in value.items():
        yield from misfits(member, kind, f"{where}.{name}")


def _is_plain(value: Any, shape: Any) -> bool:
    if shape is datetime:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    if shape is date:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    if shape is float:
        return type(value) in {int, float}
    return type(value) is (NoneType if shape is None else shape)
