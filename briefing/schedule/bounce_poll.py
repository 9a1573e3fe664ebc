"""Looks into the bounce mailbox as long as the schedule runs, so that nobody has to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from briefing.errors import BriefingError
from briefing.pipeline.pipeline import Pipeline

# docs/decisions.md: "The bounce mailbox is read before each pass".
POLL_EVERY = timedelta(minutes=5)


class BouncePoll:
    """What came back, read before each pass: who has left by mail gets nothing more.

    At most every five minutes, and only where the config names a mailbox.
    `say` hears of what was done, and of a mailbox that cannot be read: that
    stops no edition.
    """

    def __init__(self, pipeline: Pipeline, say: Callable[[str], None]) -> None:
        self._pipeline = pipeline
        self._say = say
        self._polled_at: datetime | None = None

    def poll(self) -> None:
        """Read the mailbox, if it is time to. It is safe to be interrupted at any moment."""
        bounces, now = self._pipeline.config.delivery.bounces, self._pipeline.clock()
        if not (bounces.maildir or bounces.imap):
            return
        if self._polled_at and self._polled_at <= now < self._polled_at + POLL_EVERY:
            return
        self._polled_at = now
        try:
            summary = self._pipeline.mailer.returns()
        except BriefingError as error:
            self._say(f"what came back was not read: {error}")
            return
        if summary.line:
            self._say(f"came back: {summary.line}")
        for warning in summary.warnings:
            self._say(f"what came back: {warning}")
