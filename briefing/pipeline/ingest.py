"""Reads sources into the store: what fails is a value, and stops nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.models import IngestReport, SourceReport
from briefing.pipeline.progress import Progress
from briefing.sources import Source
from briefing.store import Store


def ingest(
    sources: Sequence[Source],
    store: Store,
    *,
    since: datetime | None,
    now: datetime,
    progress: Progress,
) -> IngestReport:
    """Read every source and store what is new.

    A source that fails keeps its stories and its seen-state: nothing is
    pruned, whatever a source says.
    """
    reports: list[SourceReport] = []
    added = changed = 0
    for number, source in enumerate(sources):
        progress("Reading sources", number, len(sources))
        report = source.read(since)
        kept = store.stories.add(report.stories, seen_at=now)
        store.sources.record(report, now)
        added, changed = added + kept.added, changed + kept.changed
        reports.append(report)
    progress("Reading sources", len(sources), len(sources))
    return IngestReport(sources=tuple(reports), added=added, changed=changed)
