"""What an edition's folder is called."""

from __future__ import annotations

from briefing.models import Edition


def folder_name(edition: Edition) -> str:
    """`2026-11-24` for a build by hand, `2026-11-24-0700` for a slot.

    Colons cannot stand in a path everywhere.
    """
    return slot_of(edition).replace(":", "").replace("T", "-")


def slot_of(edition: Edition) -> str:
    """What an edition's id says beside its newsletter: a slot, or the day of a build by hand."""
    return edition.id.removeprefix(f"{edition.newsletter}-")
