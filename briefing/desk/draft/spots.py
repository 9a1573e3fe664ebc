"""Where an edition tells each of its topics, and the order of all that may be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.desk.draft.draft import Draft
from briefing.models import Finally, InBrief, Lead, MustReads, StillRunning, TopicBlock

# Places from the most to the least that is told of a topic; "" is not told at all.
PLACES = ("lead", "topics", "finally", "in_brief", "must_reads", "still_running", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A topic and where it stands.

    `place` is one of PLACES, `number` counts within it from 1 (0 where it is not told). `rank`
    is its place among all topics that may be told, from 1; 0 where nothing of it may be.
    """

    topic_id: str
    title: str
    place: str
    number: int
    rank: int
    score: float

    @property
    def level(self) -> int:
        """How far down it is told: 0 for the lead, the more the less is told."""
        return PLACES.index(self.place)


def spots_of(draft: Draft) -> dict[str, Spot]:
    """The spot of each topic by its id: first those in the order of rank, then the others."""
    told = {topic_id: (place, number) for topic_id, place, number in reversed([*_told(draft)])}
    titles = _titles(draft)
    ranks = {one.fresh.topic.id: rank for rank, one in enumerate(draft.ranking, 1)}
    scores = {one.fresh.topic.id: one.score for one in draft.ranking}
    ordered = [*ranks, *(topic.id for topic in draft.topics if topic.id not in ranks)]
    return {
        name: Spot(
            topic_id=name,
            title=titles.get(name, ""),
            place=told.get(name, ("", 0))[0],
            number=told.get(name, ("", 0))[1],
            rank=ranks.get(name, 0),
            score=scores.get(name, 0.0),
        )
        for name in ordered
    }


def _told(draft: Draft) -> Iterator[tuple[str, str, int]]:
    """Topic, place and number of all that is told, in the order of the edition."""
    topics = 0
    for block in draft.edition.blocks:
        if isinstance(block, Lead):
            yield block.topic_id, "lead", 1
        elif isinstance(block, TopicBlock):
            topics += 1
            yield block.topic_id, "topics", topics
        elif isinstance(block, InBrief):
            for number, brief in enumerate(block.items, 1):
                yield brief.topic_id, "in_brief", number
        elif isinstance(block, Finally):
            yield block.topic_id, "finally", 1
        elif isinstance(block, MustReads):
            for number, name in enumerate(block.story_ids, 1):
                yield draft.topic_ids.get(name, ""), "must_reads", number
        elif isinstance(block, StillRunning):
            for number, running in enumerate(block.items, 1):
                yield running.topic_id, "still_running", number


def _titles(draft: Draft) -> dict[str, str]:
    shown = {
        block.topic_id: block.title
        for block in draft.edition.blocks
        if isinstance(block, Lead | TopicBlock)
    }
    return {topic.id: topic.title for topic in draft.topics} | shown
