"""The stories of one language, read and compared: all that groups are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.grouping.features import Reading, read
from briefing.grouping.ids import age
from briefing.grouping.labels import surface_forms
from briefing.grouping.pairs import Pairs, near_pairs, same_event, same_topic
from briefing.grouping.vectors import Space, build
from briefing.models import Edit, Story, Topic

Groups = list[list[int]]
Unit = tuple[str, frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryBatch:
    """Rows count `stories`; `rows` finds them by id. Nothing here depends on thresholds.

    `asked` are the ids asked for; the other stories are those of known
    topics. `events` and `topics` are the known units, as rows. `forms` says
    how a term is written.
    """

    language: str
    stories: tuple[Story, ...]
    asked: frozenset[str]
    events: tuple[Unit, ...]
    topics: tuple[Unit, ...]
    readings: tuple[Reading, ...]
    forms: Mapping[str, str]
    rows: Mapping[str, int]
    space: Space
    same_event: Pairs
    same_topic: Pairs


def languages_of(
    stories: Sequence[Story], known: Sequence[Topic], edits: Sequence[Edit]
) -> dict[str, str]:
    """Story id -> the language it is grouped in: en for en-GB.

    A known topic stays in one language, that of its oldest story; what an
    editor puts together is grouped in the language of the first story named.
    """
    every = [*(story for topic in known for story in topic.stories), *stories]
    homes = {story.id: story.language[:2].lower() for story in every}
    units = [[story.id for story in sorted(topic.stories, key=age)] for topic in known]
    units += [list(edit.story_ids) for edit in edits if edit.kind == "together"]
    for unit in units:
        here = [name for name in unit if name in homes]
        homes |= dict.fromkeys(here, homes[here[0]]) if here else {}
    return homes


def batch_of(language: str, stories: Sequence[Story], known: Sequence[Topic] = ()) -> StoryBatch:
    """The given stories and those of known topics, each once, compared with each other."""
    asked = {story.id for story in stories}
    old = (story for topic in known for story in topic.stories if story.id not in asked)
    ordered = tuple({story.id: story for story in sorted((*stories, *old), key=_order)}.values())
    rows = {story.id: row for row, story in enumerate(ordered)}
    readings = tuple(read(ordered, language))
    space = build(readings, language)
    near = near_pairs(space.all)
    return StoryBatch(
        language=language,
        stories=ordered,
        asked=frozenset(asked),
        events=_units(((e.id, e.stories) for topic in known for e in topic.events), rows),
        topics=_units(((topic.id, topic.stories) for topic in known), rows),
        readings=readings,
        forms=surface_forms(readings, language),
        rows=rows,
        space=space,
        same_event=same_event(space, near),
        same_topic=same_topic(space, near),
    )


def _units(
    units: Iterable[tuple[str, tuple[Story, ...]]], rows: Mapping[str, int]
) -> tuple[Unit, ...]:
    members = (
        (name, frozenset(rows[story.id] for story in stories if story.id in rows))
        for name, stories in units
    )
    return tuple(unit for unit in members if unit[1])


def _order(story: Story) -> tuple[str, str]:
    """An order that neither the input's order nor the ids decide."""
    text = f"{story.title}\0{story.text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest(), story.id
