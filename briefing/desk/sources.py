"""The list of sources: what stands in it and how each fares; found, tried, added, paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.config import SourceConfig, source_name
from briefing.config.source_lines import add_sources, remove_source
from briefing.config.sources_section import FeedConfig, source_from, without_login
from briefing.errors import InputError
from briefing.models import Fault, SourceReport
from briefing.models.report import part_name
from briefing.newsletter import Newsletter
from briefing.pipeline.earlier import LONGEST_WINDOW
from briefing.pipeline.ingest import read_planned
from briefing.pipeline.source_state import waiting
from briefing.sources.discover import Candidate, discover
from briefing.sources.parse.listings import opml_links, write_opml
from briefing.sources.sandbox.results import Link
from briefing.sources.source import ReadHistory
from briefing.store import SourceRecord
from briefing.wiring.given_sources import WEB
from briefing.wiring.parts import client_of
from briefing.wiring.sources import planned_read


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


def find_feeds(newsletter: Newsletter, url: str) -> tuple[Candidate, ...]:
    """The feeds an address leads to; SourceError where it cannot be read.

    Without a scheme it is taken for https; `feed:` is what old readers wrote.
    """
    with client_of(newsletter.config) as client:
        return discover(_with_scheme(url.strip()), client=client)


def _with_scheme(address: str) -> str:
    if address.lower().startswith("feed:"):
        rest = address[5:]
        return rest if rest.startswith(("http://", "https://")) else f"http:{rest}"
    return address if "://" in address else f"https://{address}"


def try_source(newsletter: Newsletter, source: SourceConfig) -> SourceReport:
    """What `ingest` would store of a source that it has not asked yet; nothing is stored."""
    config = newsletter.config
    with client_of(config) as client:
        history = ReadHistory(known=newsletter.store.stories.by_keys)
        planned = planned_read(source, config=config, client=client, history=history)
        since = newsletter.clock() - LONGEST_WINDOW
        (report,) = read_planned([planned], client=client, since=since)
        return report


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The feeds of a list: those to add, as config.yaml writes them, and why others are not."""

    sources: tuple[dict[str, object], ...]
    left_out: tuple[Fault, ...] = ()


def listed_in(newsletter: Newsletter, data: bytes, where: str) -> Listed:
    """The feeds of an OPML list that are not yet sources, each with its folder as section."""
    known = {source.place for source in newsletter.config.sources}
    links = opml_links(data, where)
    return Listed(
        sources=tuple(
            _fields(link) for link in links if not link.unusable and link.url not in known
        ),
        left_out=tuple(Fault(where=link.url, why=link.unusable) for link in links if link.unusable),
    )


def _fields(link: Link) -> dict[str, object]:
    fields: dict[str, object] = {"kind": "feed", "name": link.title or link.url, "url": link.url}
    if link.section:
        fields["section"] = link.section
    if link.site:
        fields["site"] = link.site
    return fields


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    numbers = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(candidate[:200] for candidate in numbers if candidate[:200] not in taken)


def as_opml(newsletter: Newsletter) -> bytes:
    """The feeds of this newsletter as an OPML list."""
    links = [
        Link(
            url=without_login(source.url),
            title=source_name(source),
            section=source.section,
            site=source.site,
        )
        for source in newsletter.config.sources
        if isinstance(source, FeedConfig)
    ]
    return write_opml(links, title=newsletter.config.newsletter.title)
