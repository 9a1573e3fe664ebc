"""What an edition must hold to be approved or sent."""

from __future__ import annotations

from briefing.errors import NothingToSendError
from briefing.models import Edition


def refuse_empty(edition: Edition) -> None:
    """NothingToSendError where an edition tells of no story."""
    if not edition.references:
        hint = "see `briefing sources` for what was read; build it again when there is news"
        raise NothingToSendError("holds no story", where=edition.id, hint=hint)
