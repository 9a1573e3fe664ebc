"""The stories of a run, read and compared: all that groups are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.chunks import ChunkMap, in_place
from briefing.grouping.candidate_pairs import Candidates, candidates
from briefing.grouping.experts import Experts, GroupLevel, shipped
from briefing.grouping.features import Reading, read
from briefing.grouping.ids import KnownGroup
from briefing.grouping.labels import surface_forms
from briefing.grouping.pair_features import FirstFeatures
from briefing.grouping.pairs import Pairs, answers
from briefing.grouping.times import circumstances
from briefing.grouping.vector_space import Space, build
from briefing.models import Story, Topic

Groups = list[list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Stories in an order of their own, and what each two have in common."""

    stories: tuple[Story, ...]
    readings: tuple[Reading, ...]
    space: Space
    pairs: Candidates
    features: FirstFeatures


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryBatch:
    """Rows count `stories`; `rows` finds them by id.

    `asked` are the ids asked for; the other stories are those of known
    topics. `events` and `topics` are the known units, as rows. `forms` says
    how a term is written. `cuts` are the similarities from which groups are
    made.
    """

    stories: tuple[Story, ...]
    asked: frozenset[str]
    events: tuple[KnownGroup, ...]
    topics: tuple[KnownGroup, ...]
    readings: tuple[Reading, ...]
    forms: Mapping[str, str]
    rows: Mapping[str, int]
    space: Space
    same_event: Pairs
    same_topic: Pairs
    cuts: Mapping[GroupLevel, float]


def compared(stories: Iterable[Story], each: ChunkMap = in_place) -> Compared:
    """The stories, each once, read and compared with each other.

    `each` reads stories and compares blocks of them, wherever that is done.
    """
    ordered = tuple({story.id: story for story in sorted(stories, key=_order)}.values())
    readings = read(ordered, each)
    space = build(readings)
    for row, reading in enumerate(readings):
        readings[row] = reading.uncounted()
    pairs = candidates(space, each)
    return Compared(
        stories=ordered,
        readings=tuple(readings),
        space=space,
        pairs=pairs,
        features=FirstFeatures(space, pairs, circumstances(ordered)),
    )


def batch_of(
    stories: Sequence[Story],
    known: Sequence[Topic] = (),
    experts: Experts | None = None,
    each: ChunkMap = in_place,
) -> StoryBatch:
    """The given stories and those of known topics, each once, compared with each other."""
    asked = {story.id for story in stories}
    old = (story for topic in known for story in topic.stories if story.id not in asked)
    seen = compared((*stories, *old), each)
    rows = {story.id: row for row, story in enumerate(seen.stories)}
    pair_answers = answers(len(seen.stories), seen.pairs, seen.features, experts or shipped())
    return StoryBatch(
        stories=seen.stories,
        asked=frozenset(asked),
        events=_units(((e.id, e.stories) for topic in known for e in topic.events), rows),
        topics=_units(((topic.id, topic.stories) for topic in known), rows),
        readings=seen.readings,
        forms=surface_forms(seen.readings),
        rows=rows,
        space=seen.space,
        same_event=pair_answers.event,
        same_topic=pair_answers.topic,
        cuts=pair_answers.cuts,
    )


def _units(
    units: Iterable[tuple[str, tuple[Story, ...]]], rows: Mapping[str, int]
) -> tuple[KnownGroup, ...]:
    members = (
        (name, frozenset(rows[story.id] for story in stories if story.id in rows))
        for name, stories in units
    )
    return tuple(unit for unit in members if unit[1])


def _order(story: Story) -> tuple[str, str]:
    """An order that neither the input's order nor the ids decide."""
    text = f"{story.title}\0{story.text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest(), story.id
