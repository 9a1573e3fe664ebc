"""What has come since a draft was taken, and what taking it in would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.desk.draft.block_changes import BlockChange, block_changes
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.spots import Spot, spots_of
from briefing.editing.citations import block_sentences
from briefing.models import Block, Lead, Story, TopicBlock

Arrival = Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingStory:
    """A story that waits, and the effect of taking it in with the others, in words.

    `arrival`: it is new, its text or headline has changed at the source, or it has left the
    window. `effect` says e.g. "joins topic 2", "new topic, would rank 5", "replaces sentence 2
    of the lead". `topic_id` is the topic it would be in, `rank` that topic's.
    """

    story: Story
    arrival: Arrival
    effect: str
    topic_id: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """All that waits at one moment; `blocks` is what would change, `after` the draft of then."""

    at: datetime
    stories: tuple[PendingStory, ...]
    blocks: tuple[BlockChange, ...]
    after: Draft


def pending_of(before: Draft, after: Draft) -> Pending:
    """What waits, from the draft as it is and the one that is made of all there is now."""
    return Pending(
        at=after.taken_at,
        stories=tuple(_waiting(before, after)),
        blocks=block_changes(before, after),
        after=after,
    )


def _waiting(before: Draft, after: Draft) -> Iterator[PendingStory]:
    spots = spots_of(after)
    for name, story in after.stories.items():
        known = before.stories.get(name)
        if known is None:
            yield _pending(story, "new", _effect(story, before, after, spots), after, spots)
        elif (known.text, known.title) != (story.text, story.title):
            yield _pending(story, "changed", _effect(story, before, after, spots), after, spots)
    for name, story in before.stories.items():
        if name not in after.stories:
            effect = "is no longer in the window, and is left out"
            yield PendingStory(story=story, arrival="gone", effect=effect, topic_id="", rank=0)


def _pending(
    story: Story, arrival: Arrival, effect: str, after: Draft, spots: dict[str, Spot]
) -> PendingStory:
    topic = after.topic_ids[story.id]
    return PendingStory(
        story=story, arrival=arrival, effect=effect, topic_id=topic, rank=spots[topic].rank
    )


def _effect(story: Story, before: Draft, after: Draft, spots: dict[str, Spot]) -> str:
    parts = [_joining(story, before, after, spots), *_replacing(story, before, after)]
    return "; ".join(parts)


def _joining(story: Story, before: Draft, after: Draft, spots: dict[str, Spot]) -> str:
    """Which topic it joins, or where its own would stand."""
    topic = after.topic(after.topic_ids[story.id])
    others = [one.id for one in topic.stories if one.id in before.topic_ids] if topic else []
    spot = spots[after.topic_ids[story.id]]
    if story.id in before.topic_ids:
        return "its text or headline has changed"
    if not spot.rank:
        reasons = {one.story_id: one.reason for one in after.edition.ledger.dropped}
        return f"would not be told: {reasons.get(story.id, 'withheld')}"
    if others:
        place = spots_of(before)[before.topic_ids[others[0]]]
        return f"joins {_named(place)}"
    where = "" if spot.place else ", not told"
    return f"new topic, would rank {spot.rank}{where}"


def _named(spot: Spot) -> str:
    """A topic as an editor counts it."""
    if spot.place == "lead":
        return "the lead"
    return f"topic {spot.rank}" if spot.rank else f"“{spot.title}”"


def _replacing(story: Story, before: Draft, after: Draft) -> Iterator[str]:
    """Which sentences of the edition its own would stand in the place of, or stand beside."""
    for key, block in after.blocks.items():
        old = before.blocks.get(key)
        if not isinstance(block, Lead | TopicBlock) or old is None:
            continue
        what = "the lead" if isinstance(block, Lead) else f"“{block.title}”"
        if block.story_id == story.id and getattr(old, "story_id", "") != story.id:
            yield f"gives the headline of {what}"
        yield from (f"{words} of {what}" for words in _sentences(story, old, block))


def _sentences(story: Story, old: Block, new: Block) -> Iterator[str]:
    was, now = block_sentences(old), block_sentences(new)
    for number, sentence in enumerate(now, 1):
        if sentence.story_id != story.id or sentence in was:
            continue
        replaced = number <= len(was) and was[number - 1] not in now
        yield f"replaces sentence {number}" if replaced else f"adds sentence {number}"
