"""Our values as objects, lists, strings and numbers: for JSON, and for other libraries."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import Field, fields, is_dataclass
from datetime import date
from typing import Any

# Of a field that is written only where it says more than its default.
SPARSE = {"sparse": True}


def is_sparse(field: Field[Any]) -> bool:
    """True for a field that is left out where it has its default."""
    return bool(field.metadata.get("sparse"))


def to_plain(value: Any) -> Any:
    """Any value of our data types as plain ones; times in ISO 8601, bytes in Base64."""
    if is_dataclass(value):
        return {
            field.name: to_plain(held)
            for field in fields(value)
            if (held := getattr(value, field.name)) != field.default or not is_sparse(field)
        }
    if isinstance(value, tuple):
        return [to_plain(member) for member in value]
    if isinstance(value, date):  # datetime is one too
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


class Plain:
    """What can be handed to other programs and libraries."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Its fields as plain values, ready for JSON or a table."""
        plain: dict[str, Any] = to_plain(self)
        return plain
