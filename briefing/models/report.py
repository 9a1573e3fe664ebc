"""What a step did, as values: one broken part never stops the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.models.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One document, story or address that could not be used, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What a source remembers between two reads (RFC 9110 validators)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A story as read, with the keys that identify it, best first.

    `origin_sha256` is the hash of the source's bytes. `story.id` is
    provisional: the store gives the id once, from the first key it has seen.
    """

    story: Story
    keys: tuple[str, ...]
    origin_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What one source gave: stories, faults, notes on what was left out.

    `error` is set where the source as a whole failed; its earlier stories
    and its seen-state then stay as they are.
    """

    source: str
    stories: tuple[Keyed, ...] = ()
    documents: int = 0
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
    state: SourceState = field(default_factory=SourceState)


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What one ingest did over all sources."""

    sources: tuple[SourceReport, ...]
    added: int = 0
    changed: int = 0

    @property
    def failed(self) -> bool:
        """True where any source or document could not be used."""
        return any(report.error or report.faults for report in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What became of one edition's deliveries, counted by state."""

    edition_id: str
    counts: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...] = ()
