"""Why things stand as they do in an edition: grouped, ranked, used or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.desk.editions import latest
from briefing.desk.story_names import nearest_of
from briefing.editing.citations import block_sentences, block_stories
from briefing.editing.rank import Factor
from briefing.errors import InputError
from briefing.grouping import explain
from briefing.models import Edition, Event, Sentence, Story, Topic
from briefing.pipeline.descriptions import described_now
from briefing.pipeline.folders import slot_of
from briefing.pipeline.pipeline import Pipeline
from briefing.store import Store

# Of the units a word may mean, so many are named; chosen, not measured.
MOST_NAMED_UNITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPlace:
    """Where a block shows a story, and the sentences it quotes of it."""

    block: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOutcome:
    """What became of a story: where it stands, or why it does not."""

    story: Story
    places: tuple[StoryPlace, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of a topic of an edition, or of one story in it.

    `place` is the topic's rank of `ranked` topics, 0 where nothing of it could
    be told; then `factors` is empty. `grouping` are lines to read.
    """

    edition_id: str
    topic: Topic
    grouping: tuple[str, ...]
    place: int
    ranked: int
    score: float
    factors: tuple[Factor, ...]
    outcomes: tuple[StoryOutcome, ...]


def explain_in(pipeline: Pipeline, name: str, *, edition: str = "") -> Explanation:
    """Why a topic, event or story of an edition (the last built, unless named) stands as it does.

    `name` is an id, the beginning of one, or words of a headline. The ranking
    is counted anew, with the decisions as they are now. InputError where the
    name means nothing in that edition, or more than one thing.
    """
    issue = latest(pipeline.newsletter, edition)
    topics = pipeline.store.topics.of(issue.id)
    topic, unit = _meant(topics, name, issue.id)
    described = described_now(pipeline.store, _stories(unit), issue.created)
    slot = slot_of(issue)
    ranking = pipeline.at(issue.created).ranking(topics, slot if "T" in slot else "")
    places = {ranked.fresh.topic.id: place for place, ranked in enumerate(ranking, 1)}
    place = places.get(topic.id, 0)
    return Explanation(
        edition_id=issue.id,
        topic=topic,
        grouping=explain(topic, unit.id, others=_named_in(topic, topics, pipeline.store)),
        place=place,
        ranked=len(ranking),
        score=ranking[place - 1].score if place else 0.0,
        factors=ranking[place - 1].factors if place else (),
        outcomes=tuple(_outcome(story, issue) for story in described),
    )


Unit = Topic | Event | Story


def _named_in(topic: Topic, topics: Sequence[Topic], store: Store) -> list[Story]:
    """The stories of an edition, and those of earlier ones that a topic's reasons name."""
    today = {story.id: story for each in topics for story in each.stories}
    named = dict.fromkeys(name for reason in topic.reasons for name in (reason.left, reason.right))
    earlier = [store.stories.get(name) for name in named if name not in today]
    return [*today.values(), *(story for story in earlier if story)]


def _meant(topics: Sequence[Topic], name: str, where: str) -> tuple[Topic, Unit]:
    """The unit that a name means, with its topic: by its id, by how that begins, by its words."""
    units = {unit.id: (topic, unit) for topic in topics for unit in _units(topic)}
    stories = tuple(story for topic in topics for story in topic.stories)
    unit_ids = [unit for unit in units if unit == name] or [
        unit for unit in units if name and unit.startswith(name)
    ]
    words = name.casefold().strip()
    telling = [story for story in stories if words and words in story.title.casefold()]
    unit_ids = unit_ids or [story.id for story in nearest_of(telling, name)]
    hint = f"see `briefing topics --edition {where}`"
    if len(unit_ids) == 1:
        return units[unit_ids[0]]
    if unit_ids:
        shown_ids = unit_ids[:MOST_NAMED_UNITS]
        units_named = "; ".join(
            f"{unit_id} “{units[unit_id][1].title[:50]}”" for unit_id in shown_ids
        )
        raise InputError(f"means {len(unit_ids)} things: {units_named}", where=name, hint=hint)
    raise InputError(f"is no topic, event or story of {where}", where=name, hint=hint)


def _units(topic: Topic) -> list[Unit]:
    return [topic, *topic.events, *topic.stories]


def _stories(unit: Unit) -> tuple[Story, ...]:
    return (unit,) if isinstance(unit, Story) else unit.stories


def _outcome(story: Story, issue: Edition) -> StoryOutcome:
    places = tuple(
        StoryPlace(
            block=block.kind,
            sentences=tuple(s for s in block_sentences(block) if s.story_id == story.id),
        )
        for block in issue.blocks
        if story.id in block_stories(block)
    )
    reasons = {dropped.story_id: dropped.reason for dropped in issue.ledger.dropped}
    return StoryOutcome(story=story, places=places, reason=reasons.get(story.id, ""))
