"""The list of sources: what stands in it and how each fares; added, removed, paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.config import SourceConfig, source_name
from briefing.config.source_lines import add_sources, remove_source
from briefing.config.sources_section import source_from, without_login
from briefing.errors import InputError
from briefing.models.report import part_name
from briefing.newsletter import Newsletter
from briefing.pipeline.source_state import waiting
from briefing.store import SourceRecord


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
        parts = [
            part for part, record in records.items() if part == part_name(name, record.address)
        ]
        for line_name, kind in ((name, source.kind), *((part, "feed") for part in parts)):
            record = records.get(line_name)
            state = "never read" if record is None else _state(record, waiting(record, now))
            is_part = line_name != name
            place = records[line_name].address if is_part else without_login(source.place)
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


def source_named(newsletter: Newsletter, name: str) -> SourceConfig:
    """The configured source of that name or address; InputError where there is none."""
    for source in newsletter.config.sources:
        if name in {source_name(source), source.place}:
            return source
    raise InputError("is no source of this newsletter", where=name, hint="see `briefing sources`")


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


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    numbers = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(candidate[:200] for candidate in numbers if candidate[:200] not in taken)
