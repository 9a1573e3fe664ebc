"""What feeds tell: an edition, or what one told of a topic. The same for Atom and JSON Feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# More is for the archive; chosen, not measured.
MOST_ENTRIES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. `id` never changes; `url` is absolute; `html` is clean."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: dt.datetime
    updated: dt.datetime
    language: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its entries, newest first; all addresses are absolute."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    page: str
    atom: str
    json: str
    icon: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> dt.datetime:
        """When an entry last changed; the beginning of time for a feed without any."""
        moments = (entry.updated for entry in self.entries)
        return max(moments, default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
