"""The weekly edition: the topics that the week's editions told, each as it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.editing import Layout
from briefing.editing.citations import topics_told
from briefing.models import Topic, with_stories
from briefing.newsletter import Newsletter
from briefing.pipeline.descriptions import described_now
from briefing.pipeline.earlier import EARLIER_EDITIONS, Past
from briefing.pipeline.embargoes import embargoes
from briefing.pipeline.window import Window
from briefing.store.topic_table import merged


def week_of(newsletter: Newsletter, edition_id: str) -> tuple[Window, tuple[Topic, ...]]:
    """What a weekly of now is made of: the window its stories make, and the week's topics.

    A topic of several days is one, with the stories of all of them, under its
    newest headline. What is new is told beside the weeklies of before.
    """
    store, now = newsletter.store, newsletter.clock()
    topics = merged(_told(newsletter))
    stories = described_now(store, [story for topic in topics for story in topic.stories], now)
    revision = store.edits.version(edition_id)
    decided = store.edits.for_edition(edition_id)
    weeklies = store.editions.sent(
        newsletter.id, limit=EARLIER_EDITIONS, until=now, rhythm="weekly"
    )
    window = Window(
        now=now,
        edition_id=edition_id,
        past=Past(editions=weeklies),
        stories=stories,
        edits=(*decided, *embargoes(stories, decided, now)),
        revision=revision,
    )
    return window, with_stories(topics, stories)


def _told(newsletter: Newsletter) -> Iterator[Topic]:
    store = newsletter.store
    for name in store.rhythms.week(newsletter.id, newsletter.clock()):
        edition = store.editions.get(name)
        told = topics_told(edition) if edition else {}
        yield from (topic for topic in store.topics.of(name) if topic.id in told)


def weekly_layout(newsletter: Newsletter, layout: Layout) -> Layout:
    """The layout under the weekly's own title and number; corrections stand in daily editions."""
    weekly = newsletter.config.schedule.weekly
    title = weekly.title if weekly and weekly.title else layout.title
    number = newsletter.store.editions.count_sent(newsletter.id, rhythm="weekly") + 1
    return replace(layout, title=title, number=number, corrections=())


def nobody_reads_weekly(newsletter: Newsletter) -> bool:
    """True where nobody has the weekly rhythm yet; who chose it has it from now on."""
    if newsletter.store.rhythms.count(newsletter.id, "weekly"):
        return False
    newsletter.store.rhythms.turn(newsletter.id, newsletter.clock())
    return True
