"""What went before an edition: the editions readers have, the topics in them, the window left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from briefing.config import Config
from briefing.editing.citations import topics_told
from briefing.models import Edition, Topic
from briefing.store import Store

# A longer pause leaves out what is older than a long weekend; chosen, not measured.
LONGEST_WINDOW = timedelta(days=3)
# Topics older than this are history: a story of today begins a new one. Chosen, not measured.
TOPIC_MEMORY = timedelta(days=30)
# How many sent editions are asked what was already told; chosen, not measured.
EARLIER_EDITIONS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Editions that were sent, newest first, and the topics they told."""

    editions: tuple[Edition, ...] = ()
    topics: tuple[Topic, ...] = ()

    @classmethod
    def of(cls, store: Store, config: Config, now: datetime) -> Past:
        """What the store has of it at a moment."""
        sent = store.editions.sent(config.newsletter.id, limit=EARLIER_EDITIONS, until=now)
        known = store.topics.known(now - TOPIC_MEMORY, now, ids=_published(sent))
        return cls(editions=sent, topics=known)

    def before(self, day: date) -> Past:
        """The same without the editions of a day and later ones, whenever they were built."""
        editions = tuple(edition for edition in self.editions if edition.date < day)
        return Past(editions=editions, topics=_topics_published(self.topics, editions))

    def after(self, edition: Edition, topics: Iterable[Topic]) -> Past:
        """The same with one more edition, as if it had been sent."""
        editions = (edition, *self.editions)[:EARLIER_EDITIONS]
        topics_by_id = {
            topic.id: topic for topic in (*self.topics, *_topics_published(topics, (edition,)))
        }
        return Past(editions=editions, topics=tuple(topics_by_id.values()))

    def since(self, now: datetime, config: Config) -> datetime | None:
        """Where the window of stories begins; None where it has no beginning."""
        if config.edition.window == "all":
            return None
        last = self.editions[0].created if self.editions else now - LONGEST_WINDOW
        return max(last, now - LONGEST_WINDOW)


def _topics_published(topics: Iterable[Topic], editions: Iterable[Edition]) -> tuple[Topic, ...]:
    published = _published(editions)
    return tuple(topic for topic in topics if topic.id in published)


def _published(editions: Iterable[Edition]) -> frozenset[str]:
    """The ids of the topics that editions told."""
    return frozenset(name for edition in editions for name in topics_told(edition))
