"""The fields of a form as a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

from briefing.errors import InputError
from briefing.models import Edit, EditKind

KINDS: tuple[EditKind, ...] = get_args(EditKind)
# As many stories as a decision may name; longer lists are cut by the decision's own check.
MOST_ID_CHARS = 100_000


def edit_of(fields: Mapping[str, str], zone: ZoneInfo) -> Edit:
    """The decision that a form makes: `kind`, `stories` (ids with blanks), `value`, `until`.

    `until` is a moment of the newsletter's zone, as `<input type=datetime-local>` writes it.
    `standing` makes it hold for later editions, too. InputError names the field that is wrong.
    """
    kind = fields.get("kind", "")
    if kind not in KINDS:
        raise InputError("is no kind of decision", where=kind[:40] or "kind")
    return Edit(
        kind=kind,
        story_ids=tuple(dict.fromkeys(fields.get("stories", "")[:MOST_ID_CHARS].split())),
        value=_words(fields),
        until=moment_of(fields.get("until", ""), zone),
        edition_id=None if fields.get("standing") else "",
        reason=fields.get("reason", ""),
    )


def moment_of(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment of a form in the newsletter's zone, None where none is given; InputError else."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    except ValueError as error:
        hint = "choose a day and a time"
        raise InputError("is no moment", where=text[:40], hint=hint) from error


def number_of(text: str) -> int | None:
    """A whole number of a form; None where none is given or it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _words(fields: Mapping[str, str]) -> str:
    """The value: words of one's own where some were written beside what could be chosen.

    A picture's is its address with the point of it that must be seen.
    """
    if fields.get("kind") == "image" and fields.get("x") and fields.get("value") != "none":
        return f"{fields.get('value', '')} @{fields['x']},{fields.get('y', '50')}"
    return (fields.get("own", "").strip() or fields.get("value", "")).replace("\r\n", "\n")
