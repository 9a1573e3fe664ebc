"""What a look into one document, or into many, has brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.models import Fault, Keyed, SourceReport

Listing = Literal["discover", "index", "opml", "sitemap", "sitemaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """Stories, what could not be used, and what an editor may want to know.

    `more` is true where a limit left something for the next read.
    """

    stories: tuple[Keyed, ...] = ()
    documents: int = 1
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[SourceReport, ...] = ()
    more: bool = False

    def report(self, source: str) -> SourceReport:
        """The same as the report of a source that was read without a fault of its own."""
        return SourceReport(
            source=source,
            stories=self.stories,
            documents=self.documents,
            faults=self.faults,
            notes=self.notes,
            parts=self.parts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLink:
    """An address that a listing names, with what the listing says about it.

    `guessed` is true where `published` is only when it was changed last. `site`
    is the page that a feed belongs to. `unusable` says why it cannot be read.
    """

    url: str
    title: str = ""
    publisher: str = ""
    section: str = ""
    published: datetime | None = None
    guessed: bool = False
    site: str = ""
    unusable: str = ""
