"""Past days built once more from the store, to compare two configurations. Nothing is written.

Each day is built from what was known then: stories seen by its moment, with
the text and headline they had. What a day tells counts as sent for the days
after it, so that a configuration lives with its own editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from briefing.condensing import passages
from briefing.config import Config
from briefing.editing import compose, edition_id, edition_sentences
from briefing.editing.citations import block_stories
from briefing.grouping import group
from briefing.models import Edition, Lead, StillRunning, Story, Topic, TopicBlock
from briefing.pipeline.descriptions import described_now, unwanted_kinds
from briefing.pipeline.earlier import Past
from briefing.pipeline.embargoes import embargoes
from briefing.pipeline.folders import slot_of
from briefing.pipeline.window import usable
from briefing.store import Store
from briefing.wiring.edition_layout import layout_of
from briefing.wiring.summarizers import summarizer_of

# The slot of an edition and the moment it is made; "" for one built by hand.
SlotMoment = tuple[str, datetime]
# Several slots a day for years; chosen, not measured.
MOST_EDITIONS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One past day as a configuration makes it: the edition and the topics it is made of."""

    moment: datetime
    edition: Edition
    topics: tuple[Topic, ...]


def replay(store: Store, config: Config, moments: Sequence[SlotMoment]) -> tuple[Day, ...]:
    """The days of these moments as `config` makes them from `store`, in order of time."""
    ordered = sorted(moments, key=lambda slot_moment: slot_moment[1])
    past = _past(store, config, ordered[0][1]) if ordered else Past()
    days: list[Day] = []
    for slot, moment in ordered:
        days.append(_day(store, config, slot, moment, past))
        past = past.after(days[-1].edition, days[-1].topics)
    return tuple(days)


def _past(store: Store, config: Config, moment: datetime) -> Past:
    """What readers had when the day of a moment began: its own edition is being made again."""
    midnight = moment.astimezone(ZoneInfo(config.newsletter.timezone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return Past.of(store, config, midnight).before(midnight.date())


def built_by_hand(
    store: Store, newsletter: str, first: date, last: date
) -> dict[date, tuple[SlotMoment, ...]]:
    """The days of a span whose editions were sent, none of them for a slot, with their moments."""
    every = store.editions.sent(newsletter, limit=MOST_EDITIONS)
    sent = [edition for edition in every if first <= edition.date <= last]
    slots = {edition.date for edition in sent if "T" in slot_of(edition)}
    moments: dict[date, tuple[SlotMoment, ...]] = {}
    for edition in reversed(sent):
        if edition.date not in slots:
            moments[edition.date] = (*moments.get(edition.date, ()), ("", edition.created))
    return moments


def _day(store: Store, config: Config, slot: str, moment: datetime, past: Past) -> Day:
    layout = layout_of(config, slot)
    name, since = edition_id(layout, moment), past.since(moment, config)
    ids = store.edits.added(since=since, until=moment, edition_id=name)
    stories = _window_stories(store, config, moment, past, ids)
    decided = store.edits.for_edition(name)
    unwanted = unwanted_kinds(stories, config.edition.kinds, ids)
    edits = (*decided, *embargoes(stories, decided, moment), *unwanted)
    digest = config.edition.digest
    topics = group(stories, known=past.topics, edits=edits, digest=digest)
    edition = compose(
        topics,
        now=moment,
        layout=layout,
        earlier=past.editions,
        edits=edits,
        summarize=summarizer_of(config),
        passages=passages,
    )
    return Day(moment=moment, edition=edition, topics=topics)


def _window_stories(
    store: Store, config: Config, moment: datetime, past: Past, ids: Sequence[str]
) -> tuple[Story, ...]:
    window = usable(store, config, since=past.since(moment, config), now=moment, ids=ids)
    return described_now(store, store.history.as_of(window, moment), moment)


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one edition of a day has and the other lacks; ids of stories.

    `parted` are pairs of stories that tell one event only in the first,
    `joined` those that do only in the second. `sentences` counts those that
    only the first quotes, and those that only the second does.
    """

    lead: bool
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    parted: tuple[Pair, ...]
    joined: tuple[Pair, ...]
    sentences: tuple[int, int]

    @property
    def is_none(self) -> bool:
        """True where the two editions tell the same in the same sentences."""
        lists = (self.only_first, self.only_second, self.parted, self.joined)
        return not (self.lead or any(lists) or any(self.sentences))


def difference(first: Day, second: Day) -> Difference:
    """What differs between two editions of one day."""
    first_ids, second_ids = _story_ids(first.edition), _story_ids(second.edition)
    together, also = _pairs_of_events(first), _pairs_of_events(second)
    quotes, other_quotes = (
        set(edition_sentences(first.edition)),
        set(edition_sentences(second.edition)),
    )
    return Difference(
        lead=_lead_id(first.edition) != _lead_id(second.edition),
        only_first=_missing(first_ids, second_ids),
        only_second=_missing(second_ids, first_ids),
        parted=tuple(sorted(together - also)),
        joined=tuple(sorted(also - together)),
        sentences=(len(quotes - other_quotes), len(other_quotes - quotes)),
    )


def headlines(edition: Edition) -> tuple[str, ...]:
    """The headlines of the lead and the topics, in their order."""
    return tuple(block.title for block in edition.blocks if isinstance(block, Lead | TopicBlock))


def stories_of(days: Iterable[Day]) -> dict[str, Story]:
    """Every story of some days by its id."""
    return {story.id: story for day in days for topic in day.topics for story in topic.stories}


def _lead_id(edition: Edition) -> str:
    return next((block.story_id for block in edition.blocks if isinstance(block, Lead)), "")


def _story_ids(edition: Edition) -> tuple[str, ...]:
    blocks = (block for block in edition.blocks if not isinstance(block, StillRunning))
    return tuple(dict.fromkeys(name for block in blocks for name in block_stories(block)))


def _missing(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in set(others))


def _pairs_of_events(day: Day) -> set[Pair]:
    events = (event for topic in day.topics for event in topic.events)
    return {
        pair for event in events for pair in combinations(sorted(s.id for s in event.stories), 2)
    }
