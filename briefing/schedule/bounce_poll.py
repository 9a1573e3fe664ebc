"""Looks into the bounce mailbox as long as the schedule runs, so that nobody has to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from briefing.errors import BriefingError
from briefing.pipeline.pipeline import Pipeline

EVERY = timedelta(minutes=5)


class Returns:
    """What came back, read before each pass: who has left by mail gets nothing more.

    At most every five minutes, and only where the config names a mailbox.
    `say` hears of what was done, and of a mailbox that cannot be read: that
    stops no edition.
    """

    def __init__(self, pipeline: Pipeline, say: Callable[[str], None]) -> None:
        self._pipeline = pipeline
        self._say = say
        self._looked: datetime | None = None

    def look(self) -> None:
        """Read the mailbox, if it is time to. It is safe to be interrupted at any moment."""
        bounces, now = self._pipeline.config.delivery.bounces, self._pipeline.clock()
        if not (bounces.maildir or bounces.imap):
            return
        if self._looked and self._looked <= now < self._looked + EVERY:
            return
        self._looked = now
        try:
            line = self._pipeline.mailroom.returns().line
        except BriefingError as error:
            self._say(f"what came back was not read: {error}")
            return
        if line:
            self._say(f"came back: {line}")
