"""A value of our data types from a row of somebody's table, which is looser than our own JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from briefing.errors import InputError, VerifyError
from briefing.models.from_plain import from_plain, hints_of

T = TypeVar("T")


def from_row(kind: type[T], row: Any) -> T:
    """A value of type `kind`; InputError names the field that is missing, unknown or unusable.

    Cells without a value (None, nan, NaT) count as left out. A whole number as `id` becomes
    text, a datetime may stand for its text in ISO 8601, a tuple or an array for a list.
    """
    if not isinstance(row, Mapping):
        hint = "hand over one row: a dict of names and values"
        where = f"{kind.__name__}.from_dict(row)"
        raise InputError(f"is of type {type(row).__name__}", where=where, hint=hint)
    _refuse_unknown(kind, row)
    filled = {name: _plain(name, cell) for name, cell in row.items() if not _is_empty(cell)}
    try:
        return from_plain(kind, filled, kind.__name__)
    except VerifyError as error:
        raise InputError(error.what, where=error.where, hint=error.hint) from error


def _refuse_unknown(kind: Any, row: Mapping[str, Any]) -> None:
    known = hints_of(kind)
    for name in row:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise InputError("is no field", where=f"{kind.__name__}.{name}", hint=hint)


def _is_empty(cell: object) -> bool:
    """True for None and for what tables hold where nothing stands (nan, NaT, NA)."""
    if isinstance(cell, str | list | tuple | Mapping):
        return False
    return cell is None or str(cell) in ("nan", "NaT", "<NA>")


def _plain(name: str, cell: Any) -> Any:
    """A cell as JSON would have it."""
    if isinstance(cell, datetime):
        return cell.isoformat()
    if hasattr(cell, "tolist"):  # of numpy, a scalar or an array
        cell = cell.tolist()
    if isinstance(cell, tuple | set | frozenset):
        return sorted(cell) if isinstance(cell, set | frozenset) else list(cell)
    return str(cell) if name == "id" and type(cell) is int else cell
