"""What an edition should hold: the newsletter's choices, and the moment it is made for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.models import Budget, Chart, Correction, Digest, Link, Story, Summary
from briefing.models.blocks import BLOCK_PLACES

Summarizer = Callable[[Sequence[Story], Budget], Summary]

# The order of blocks unless the newsletter names its own.
BLOCKS = BLOCK_PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """An edition's shape. The defaults make a complete edition without a newsletter.

    Words are budgets, not aims. `weights` are source names with a weight
    other than 1. `slot` is the local time the edition is planned for
    (`2026-11-24T07:00`), empty for one built by hand. `blocks` says which
    blocks may stand, and in which order; one without content leaves no trace.
    `number` is the issue's, None where issues are not counted. `max_quote` is
    how much the edition may quote: from 1 words of one outlet, below 1 a share
    of one story; None is no cap. Captions count, headlines do not. `sections` are
    the newsletter's own, each with the categories, parts of addresses and
    sources that belong to it. At most `max_sport` and `max_entertainment`
    topics of these beats are told while others are left; None is no cap. With
    a `digest` nothing leads, and each topic is told in a line.
    """

    newsletter: str = "briefing"
    title: str = "Briefing"
    tagline: str = ""
    language: str = "en"
    zone: str = "UTC"
    slot: str = ""
    number: int | None = None
    lead_words: int = 150
    topic_words: int = 60
    brief_words: int = 30
    max_topics: int = 12
    must_reads: int = 5
    in_brief: int = 6
    related: int = 5
    max_quote: float | None = None
    method: str = "briefing"
    blocks: tuple[str, ...] = BLOCKS
    weights: tuple[tuple[str, float], ...] = ()
    welcome: str = ""
    notice: str = ""
    address: str = ""
    links: tuple[Link, ...] = ()
    finally_tags: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    max_sport: int | None = 2
    max_entertainment: int | None = 2
    digest: Digest | None = None
    corrections: tuple[Correction, ...] = ()
    chart: Chart | None = None
    notes: tuple[str, ...] = ()

    def day(self, now: datetime) -> date:
        """The edition's day, in the newsletter's own zone."""
        if self.slot:
            return date.fromisoformat(self.slot[:10])
        return now.astimezone(ZoneInfo(self.zone)).date()

    def weight(self, source: str) -> float:
        """How much a source counts."""
        return dict(self.weights).get(source, 1.0)


def edition_id(layout: Layout, now: datetime) -> str:
    """The edition's id: newsletter and slot, or newsletter and day for a build by hand."""
    return f"{layout.newsletter}-{layout.slot or layout.day(now).isoformat()}"
