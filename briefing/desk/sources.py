"""The list of sources: what stands in it and how each fares; found, tried, added, paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.config import SourceConfig, source_name
from briefing.config.source_lines import add_sources, remove_source
from briefing.config.sources_section import source_from
from briefing.errors import InputError
from briefing.models import SourceReport
from briefing.newsletter import Newsletter
from briefing.pipeline.earlier import LONGEST_WINDOW
from briefing.pipeline.ingest import shaped
from briefing.pipeline.source_state import waiting
from briefing.sources.discover import Candidate, discover
from briefing.sources.parse.listings import opml_links, write_opml
from briefing.sources.sandbox.results import Link
from briefing.sources.source import NOTHING
from briefing.store import SourceRecord
from briefing.wiring.given_sources import WEB
from briefing.wiring.parts import client_of
from briefing.wiring.sources import asked_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """One source of the list, and how it fares; `record` is None until it is read."""

    name: str
    kind: str
    place: str
    state: str
    record: SourceRecord | None = None


def source_statuses(newsletter: Newsletter) -> tuple[SourceStatus, ...]:
    """Every configured source in its order, and below it the feeds of a list."""
    records = {record.name: record for record in newsletter.store.sources.list()}
    now = newsletter.clock()
    lines: list[SourceStatus] = []
    for source in newsletter.config.sources:
        name = source_name(source)
        parts = [line_name for line_name in records if line_name.startswith(f"{name} › ")]
        for line_name, kind in ((name, source.kind), *((part, "feed") for part in parts)):
            record = records.get(line_name)
            state = "never read" if record is None else _state(record, waiting(record, now))
            place = source.place if line_name == name else line_name.rpartition(" › ")[2]
            lines.append(
                SourceStatus(name=line_name, kind=kind, place=place, state=state, record=record)
            )
    return tuple(lines)


def _state(record: SourceRecord, waits: str) -> str:
    if record.paused:
        return f"paused: {record.paused}"
    if record.stale:
        return f"stale: {record.failures} failures in a row"
    if record.failures:
        return waits or "failed"
    return f"moved to {record.moved}" if record.moved else "ok"


def find_feeds(newsletter: Newsletter, url: str) -> tuple[Candidate, ...]:
    """The feeds an address leads to; SourceError where it cannot be read."""
    with client_of(newsletter.config) as client:
        return discover(url, client=client)


def try_source(newsletter: Newsletter, source: SourceConfig) -> SourceReport:
    """What a source gives now, filters included; nothing is stored or recalled."""
    config = newsletter.config
    with client_of(config) as client:
        asked = asked_of(source, config=config, client=client, memory=NOTHING)
        report = asked.source.read(newsletter.clock() - LONGEST_WINDOW)
        return shaped(report, asked)


def source_named(newsletter: Newsletter, name: str) -> SourceConfig:
    """The configured source of that name or address; InputError where there is none."""
    for source in newsletter.config.sources:
        if name in {source_name(source), source.place}:
            return source
    raise InputError("is no source of this newsletter", where=name, hint="see `briefing sources`")


def source_at(newsletter: Newsletter, where: str) -> SourceConfig:
    """A configured source by its name, or the feed at an address."""
    if where.split(":")[0] in WEB and not any(s.place == where for s in newsletter.config.sources):
        return source_from({"kind": "feed", "url": where})
    return source_named(newsletter, where)


def add(
    newsletter: Newsletter, file: Path, sources: Sequence[dict[str, object]]
) -> list[dict[str, object]]:
    """Write sources into the config file; one that stands there already is an InputError.

    A name that is taken gets a number. Returns what was written.
    """
    known = {source.place for source in newsletter.config.sources}
    taken = {source_name(source) for source in newsletter.config.sources}
    written: list[dict[str, object]] = []
    for fields in sources:
        source = source_from(fields)
        if source.place in known:
            raise InputError("is a source already", where=source.place)
        name = _free(source_name(source), taken)
        known.add(source.place)
        taken.add(name)
        written.append(fields | {"name": name})
    add_sources(file, written)
    return written


def remove(newsletter: Newsletter, file: Path, name: str) -> str:
    """Take a source out of the config file; its stories stay. Returns its name."""
    source = source_named(newsletter, name)
    remove_source(file, newsletter.config.sources.index(source))
    return source_name(source)


def pause(newsletter: Newsletter, name: str, *, why: str) -> str:
    """Read a source no more until `resume`; also one feed of a list, by its name in the list."""
    known = _read_name(newsletter, name)
    newsletter.store.sources.pause(known, why=why, at=newsletter.clock())
    return known


def resume(newsletter: Newsletter, name: str) -> str:
    """Read a source again with the next run."""
    known = _read_name(newsletter, name)
    newsletter.store.sources.resume(known)
    return known


def _read_name(newsletter: Newsletter, name: str) -> str:
    """The name as a source that was read bears it, else that of the configured one."""
    if newsletter.store.sources.get(name):
        return name
    return source_name(source_named(newsletter, name))


def listed_in(newsletter: Newsletter, data: bytes, where: str) -> list[dict[str, object]]:
    """The feeds of an OPML list that are not yet sources, as the config file writes them."""
    known = {source.place for source in newsletter.config.sources}
    return [
        {"kind": "feed", "name": link.title or link.url, "url": link.url}
        for link in opml_links(data, where)
        if link.url not in known
    ]


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    numbers = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(candidate[:200] for candidate in numbers if candidate[:200] not in taken)


def as_opml(newsletter: Newsletter) -> bytes:
    """The feeds of this newsletter as an OPML list."""
    links = [
        Link(url=source.place, title=source_name(source))
        for source in newsletter.config.sources
        if source.kind == "feed"
    ]
    return write_opml(links, title=newsletter.config.newsletter.title)
