"""What a slot asks for, done by the pipeline."""

from __future__ import annotations

import os
import socket

from briefing.models import DeliveryReport, IngestReport
from briefing.pipeline import Pipeline, approve
from briefing.schedule.calendar import Calendar
from briefing.schedule.runner import Runner


class PipelineWork:
    """The steps of a slot, each one call to the pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def ingest(self) -> IngestReport:
        """Read all sources into the store."""
        return self._pipeline.ingest()

    def build(self, slot: str) -> str:
        """Make the slot's edition and write its files; its id."""
        return self._pipeline.build(slot).edition.id

    def approve(self, edition_id: str, *, by: str) -> None:
        """Release the edition for sending."""
        approve(self._pipeline, edition_id, by=by)

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send the edition to whoever has not had it."""
        return self._pipeline.deliver(edition_id)


def runner_of(pipeline: Pipeline) -> Runner:
    """The runner of a newsletter, under a name that tells this process from all others."""
    return Runner(
        Calendar.of(pipeline.config),
        pipeline.store.slots,
        PipelineWork(pipeline),
        clock=pipeline.clock,
        who=f"{socket.gethostname()}:{os.getpid()}",
    )
