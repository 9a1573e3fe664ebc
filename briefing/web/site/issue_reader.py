"""Reads the public editions of a newsletter from the store, each of them once."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field

from briefing.store import Store
from briefing.web.site.issues import Issue, issue_of
from briefing.web.site.site_index import SiteIndex, index_of

# Five years of mornings; an index of so many is some 20 MB. Chosen.
MOST_ISSUES = 2000


@dataclass(slots=True)
class IssueReader:
    """The index of a newsletter's public editions, made anew only where one came or was put right.

    StoreError where the store cannot be asked.
    """

    store: Store
    newsletter: str
    _issues: dict[str, Issue] = field(default_factory=dict)
    _made: tuple[Hashable, SiteIndex] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def version(self) -> Hashable:
        """What changes when the index does, at the cost of two small questions."""
        public = self.store.editions.public(self.newsletter, limit=MOST_ISSUES)
        return public, self.store.corrections.total(self.newsletter)

    def index(self) -> SiteIndex:
        """The index as the store stands."""
        with self._lock:
            version = self.version()
            if self._made is None or self._made[0] != version:
                self._made = version, self._index()
            return self._made[1]

    def _index(self) -> SiteIndex:
        public = self.store.editions.public(self.newsletter, limit=MOST_ISSUES)
        issues = []
        for name, rhythm in public:
            if name not in self._issues:
                edition = self.store.editions.get(name)
                if edition is None:
                    continue
                self._issues[name] = issue_of(edition, rhythm)
            issues.append(self._issues[name])
        return index_of(issues, self.store.corrections.times(self.newsletter))
