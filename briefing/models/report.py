"""What a step did, as values: one broken part never stops the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.models.origin import Origin
from briefing.models.story import Story

# Failures in a row after which a source counts as stale; chosen, not measured.
STALE_AFTER_FAILURES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One document, story or address that could not be used, and why.

    `lasting` is true where trying once more would hardly help.
    """

    where: str
    why: str
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What a source remembers between two reads (RFC 9110 validators)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A story as read, with the keys that identify it, best first.

    `origin_sha256` is the hash of the source's bytes, "" where the text is
    from the store; `origin` are these bytes, where they are at hand. `story.id`
    is provisional: the store gives the id once, from the first key it has seen.
    """

    story: Story
    keys: tuple[str, ...]
    origin_sha256: str
    origin: Origin | None = None


def part_name(part_of: str, address: str) -> str:
    """The name under which one feed of a list is recorded: that of the list, then its address."""
    return f"{part_of} › {address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What one source gave: stories, faults, notes on what was left out.

    `error` is set where the source as a whole failed, `skipped` where it was
    not asked at all in this run; its earlier stories and its seen-state then
    stay as they are. `moved` is its new address where every redirect on the
    way was permanent, `gone` says that it will not come back (410). `wait` is
    what a Retry-After header asked for, as it stood there; `max_age` are the
    seconds for which the answer may be kept (Cache-Control). `failures` counts
    those in a row, this one included, where the caller knows them. `parts` are
    the reports of the feeds of a list, without their stories, which are here:
    each is `part_of` that list, and `address` is where it lies.
    """

    source: str
    stories: tuple[Keyed, ...] = ()
    documents: int = 0
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
    state: SourceState = field(default_factory=SourceState)
    skipped: str = ""
    moved: str = ""
    gone: bool = False
    wait: str = ""
    max_age: int = 0
    failures: int = 0
    parts: tuple[SourceReport, ...] = ()
    part_of: str = ""
    address: str = ""

    @property
    def stale(self) -> bool:
        """True after five failures in a row: readers and editors are told."""
        return self.failures >= STALE_AFTER_FAILURES


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
