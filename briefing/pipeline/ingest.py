"""Reads sources into the store: what fails is a value, and stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
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
from briefing.store.same_story import one_each
from briefing.store.source_table import Schedule
from briefing.wiring.planned_reads import PlannedRead

logger = logging.getLogger(__name__)

# Stored in one transaction, as far as whole sources go: other writers wait for it, a tenth of a
# second. Chosen, not measured.
STORIES_AT_ONCE = 250


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
    every = [
        read.get(place) or SourceReport(source=planned.source.name, skipped=planned.skipped)
        for place, planned in enumerate(asked)
    ]
    reports = tuple(
        report for part in _parts(every) for report in writer.keep(asked[part], every[part])
    )
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

    def keep(
        self, asked: Sequence[PlannedRead], reports: Sequence[SourceReport]
    ) -> list[SourceReport]:
        """Store what sources gave, and note how they fared; the reports with failures in a row."""
        with self._store.together():
            for outcome in self._store.stories.add_each(
                [report.stories for report in reports], seen_at=self._now
            ):
                self.added += outcome.added
                self.changed += outcome.changed
            self._keep_origins([keyed for report in reports for keyed in report.stories])
            return list(map(self._noted, asked, reports))

    def _keep_origins(self, stories: Sequence[Keyed]) -> None:
        """Keep the documents that texts in the store were read from, and no others."""
        origins = {keyed.origin.sha256: keyed.origin for keyed in stories if keyed.origin}
        used = self._store.stories.read_from(origins)
        needed = [origin for sha256, origin in origins.items() if sha256 in used]
        self._store.origins.add(needed, seen_at=self._now)

    def _noted(self, asked: PlannedRead, report: SourceReport) -> SourceReport:
        _write_down(report)
        for part in report.parts:
            self._note(part, part.address, asked.settings)
        return replace(report, failures=self._note(report, asked.address, asked.settings))

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


def _parts(reports: Sequence[SourceReport]) -> Iterator[slice]:
    """Reports in a row that are stored together: what is read is durable piece by piece."""
    start = stories = 0
    for place, report in enumerate(reports, 1):
        stories += len(report.stories)
        if stories >= STORIES_AT_ONCE or place == len(reports):
            yield slice(start, place)
            start, stories = place, 0


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
