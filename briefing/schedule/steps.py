"""What a slot asks for, done by the pipeline."""

from __future__ import annotations

from dataclasses import replace

from briefing.audience.mails import send_mail
from briefing.desk.editions import approve, latest
from briefing.errors import NothingToSendError
from briefing.models import (
    DeliveryReport,
    Edition,
    IngestReport,
    Lead,
    Slot,
    TopicBlock,
    rhythm_of,
)
from briefing.pipeline.pipeline import Pipeline
from briefing.pipeline.weekly import nobody_reads_weekly
from briefing.schedule.calendar import Calendar
from briefing.schedule.signals import Signals


class PipelineSteps:
    """The steps of a slot, each one call to the pipeline.

    Sending is not ended in its midst by a signal, only asked to end.
    """

    def __init__(self, pipeline: Pipeline, signals: Signals) -> None:
        self._pipeline = pipeline
        self._signals = signals

    def ingest(self) -> IngestReport:
        """Read all sources into the store."""
        return self._pipeline.ingest()

    def build(self, slot: Slot) -> str:
        """Make the slot's edition and write its files; its id, "" where there is too little.

        One that a person has approved before its hour stays as they saw it.
        """
        ready = f"{slot.newsletter}-{slot.local}"
        if self._pipeline.store.editions.state(ready) == "approved":
            return ready
        if rhythm_of(slot.local) == "weekly" and nobody_reads_weekly(self._pipeline.newsletter):
            return ""
        edition, topics = self._pipeline.compose(slot.local)
        if count_topics(edition) < self._pipeline.config.schedule.min_topics:
            self._pipeline.store.editions.discard(edition.id)
            return ""
        return self._pipeline.write(edition, topics).edition.id

    def remind(self, slot: Slot) -> None:
        """Write to the editor that the slot's edition waits for approval."""
        remind_editor(self._pipeline, slot)

    def approve(self, edition_id: str, *, by: str) -> None:
        """Release the edition for sending."""
        approve(self._pipeline.newsletter, edition_id, by=by)

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send the edition to whoever has not had it; NothingToSendError: it has no readers.

        Then it is not released, so that it can be sent when there are some.
        """
        with self._signals.gently():
            mailer = replace(self._pipeline.mailer, stopping=self._signals.stopping)
            if not mailer.reaches_somebody(edition_id):
                hint = "see `briefing send --dry-run`"
                raise NothingToSendError("would go to nobody", where=edition_id, hint=hint)
            return mailer.deliver(edition_id)

    def report_failure(self, slot: Slot, why: str) -> None:
        """Write to the editor that nobody got the slot's edition."""
        report_to_editor(self._pipeline, slot, why)


def report_to_editor(pipeline: Pipeline, slot: Slot, why: str) -> None:
    """Write to the editor that nobody got an edition; DeliveryError where that fails."""
    config = pipeline.config
    if config.schedule.editor:
        values = {"edition": slot.edition_id, "slot": slot.local.replace("T", " "), "why": why}
        send_mail(config, "failure", config.schedule.editor, values=values, now=pipeline.clock())


def count_topics(edition: Edition) -> int:
    """How many topics an edition tells."""
    return sum(isinstance(block, Lead | TopicBlock) for block in edition.blocks)


def remind_editor(pipeline: Pipeline, slot: Slot) -> None:
    """Write to the editor, where the config names one; DeliveryError where that fails."""
    config = pipeline.config
    if not config.schedule.editor:
        return
    calendar = Calendar.of(config)
    values = {
        "edition": slot.edition_id,
        "subject": latest(pipeline.newsletter, slot.edition_id).subject,
        "deadline": slot.local.replace("T", " "),
        "zone": config.newsletter.timezone,
        "review": config.schedule.review,
        "last": (slot.due + calendar.grace).astimezone(calendar.zone).strftime("%Y-%m-%d %H:%M"),
    }
    send_mail(config, "reminder", config.schedule.editor, values=values, now=pipeline.clock())
