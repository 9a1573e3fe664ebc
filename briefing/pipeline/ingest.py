"""Reads sources into the store: what fails is a value, and stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from briefing.models import IngestReport, Keyed, SourceReport
from briefing.pipeline.progress import Progress, silent
from briefing.sources import Client
from briefing.sources.fetch.backoff import asked_wait, wait_after
from briefing.sources.filters import select
from briefing.sources.read_all import read_all
from briefing.store import Store
from briefing.store.source_table import Schedule
from briefing.store.story_table import one_each
from briefing.wiring.planned_reads import PlannedRead

logger = logging.getLogger(__name__)


def ingest(
    asked: Sequence[PlannedRead],
    store: Store,
    *,
    client: Client,
    since: datetime | None,
    now: datetime,
    progress: Progress,
) -> IngestReport:
    """Read every source that is due and store what is new, in the order of the sources.

    A source that fails keeps its stories and its seen-state: nothing is
    pruned, whatever a source says.
    """
    due = [place for place, planned in enumerate(asked) if not planned.skipped]
    reports_read = read_planned(
        [asked[place] for place in due], client=client, since=since, progress=progress
    )
    read = dict(zip(due, reports_read, strict=True))
    writer = _ReportWriter(store, now)
    reports = tuple(writer.keep(planned, read.get(place)) for place, planned in enumerate(asked))
    writer.hold_hosts_back(asked, reports)
    return IngestReport(sources=reports, added=writer.added, changed=writer.changed)


def read_planned(
    asked: Sequence[PlannedRead],
    *,
    client: Client,
    since: datetime | None,
    progress: Progress = silent,
) -> tuple[SourceReport, ...]:
    """The reports of sources in their order, with exactly the stories that would be stored."""
    if asked:
        client.reader.begin()  # before a terminal's bar has a thread of its own
    progress("Reading sources", 0, len(asked))
    reports = read_all(
        [planned.source for planned in asked],
        since,
        client=client,
        progress=lambda done: progress("Reading sources", done, len(asked)),
    )
    return tuple(map(_shaped, reports, asked))


def _shaped(report: SourceReport, asked: PlannedRead) -> SourceReport:
    """The report with only the stories that are wanted, each once, under the publisher's name."""
    stories: tuple[Keyed, ...] = tuple(_named_by(keyed, asked) for keyed in report.stories)
    notes = report.notes
    for rule in asked.rules:
        selected = select(stories, rule)
        stories, notes = selected.stories, (*notes, *selected.notes)
    once = one_each(stories)
    if len(once) < len(stories):
        notes = (*notes, f"{len(stories)} items tell {len(once)} stories")
    return replace(report, stories=once, notes=notes)


def _named_by(keyed: Keyed, asked: PlannedRead) -> Keyed:
    """The story under its publisher's name, and in its source's section if it names none."""
    story = keyed.story
    publisher = asked.publisher or story.publisher
    section = story.section or asked.section.rpartition("/")[2]
    return replace(keyed, story=replace(story, publisher=publisher, section=section))


class _ReportWriter:
    """Writes reports into the store, and counts."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now
        self.added = 0
        self.changed = 0

    def keep(self, asked: PlannedRead, report: SourceReport | None) -> SourceReport:
        """Store what a source gave, and note how it fared; the report with its failures in a row.

        Without a report the source was not asked.
        """
        if report is None:
            report = SourceReport(source=asked.source.name, skipped=asked.skipped)
        _write_down(report)
        outcome = self._store.stories.add(report.stories, seen_at=self._now)
        self._keep_origins(report.stories)
        self.added += outcome.added
        self.changed += outcome.changed
        for part in report.parts:
            self._note(part, part.address, asked.settings)
        return replace(report, failures=self._note(report, asked.address, asked.settings))

    def _keep_origins(self, stories: Sequence[Keyed]) -> None:
        """Keep the documents that texts in the store were read from, and no others."""
        origins = {keyed.origin.sha256: keyed.origin for keyed in stories if keyed.origin}
        used = self._store.stories.read_from(origins)
        needed = [origin for sha256, origin in origins.items() if sha256 in used]
        self._store.origins.add(needed, seen_at=self._now)

    def hold_hosts_back(
        self, asked: Sequence[PlannedRead], reports: Sequence[SourceReport]
    ) -> None:
        """A host that asked one source for a pause gets it from all of its sources."""
        hosts: dict[str, list[str]] = {}
        for planned in asked:
            hosts.setdefault(_host(planned.address), []).append(planned.source.name)
        for planned, report in zip(asked, reports, strict=True):
            wait = asked_wait(report.wait, self._now)
            if wait and _host(planned.address):
                self._store.sources.hold_back(hosts[_host(planned.address)], self._now + wait)

    def _note(self, report: SourceReport, address: str, settings: str) -> int:
        before = self._store.sources.get(report.source)
        failures = (before.failures if before else 0) + 1
        wait = wait_after(failures, report.wait, self._now) if report.error and address else None
        schedule = Schedule(
            address=address,
            retry_at=self._now + wait if wait else None,
            fresh_until=_fresh(report, self._now),
            settings=settings,
        )
        return self._store.sources.record(report, self._now, schedule)


def _write_down(report: SourceReport) -> None:
    source = {"source": report.source}
    if report.error:
        logger.info("the source failed: %s", report.error, extra=source)
    elif not report.skipped:
        logger.debug("%d stories read", len(report.stories), extra=source)
    for fault in report.faults:
        logger.debug("not usable: %s: %s", fault.where, fault.why, extra=source)


def _fresh(report: SourceReport, now: datetime) -> datetime | None:
    return now + timedelta(seconds=report.max_age) if report.max_age else None


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
