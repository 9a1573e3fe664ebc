"""An edition as JSON and back: what other programs read, and what `verify` works from.

The data classes are the schema: their fields and types say what is written and
what is accepted. A new block needs no change here.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin

from briefing.errors import VerifyError
from briefing.models.edition import Edition
from briefing.models.from_plain import JSON_NAMES, from_plain, hints_of
from briefing.models.plain import is_sparse, to_plain

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
        for hint in hints_of(kind).values():
            yield from _reachable(hint, seen)
    for member in get_args(kind):
        yield from _reachable(member, seen)


def _object_schema(kind: Any) -> dict[str, Any]:
    properties = {name: _type_schema(hint) for name, hint in hints_of(kind).items()}
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
    return {"type": JSON_NAMES.get(kind, "null")}
