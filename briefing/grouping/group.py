"""Stories -> events -> topics, within each language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.grouping.batch import Batch, Groups, batch_of, language_of
from briefing.grouping.ids import age, give_ids
from briefing.grouping.labels import headline, keywords
from briefing.grouping.reasons import reasons_of
from briefing.grouping.scores import Scores
from briefing.grouping.units import event_groups, topic_groups
from briefing.models import Edit, Event, Reason, Story, Topic

EVENT_THRESHOLD, TOPIC_THRESHOLD = 0.24, 0.085


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How alike is alike enough.

    `event_threshold` is a mean probability that two stories tell one event,
    `topic_threshold` a mean likeness (a cosine, see `same_topic`). Without `name_guard` events join
    a topic by likeness alone.
    """

    event_threshold: float = EVENT_THRESHOLD
    topic_threshold: float = TOPIC_THRESHOLD
    name_guard: bool = True


def group(
    stories: Sequence[Story],
    *,
    known: Sequence[Topic] = (),
    edits: Sequence[Edit] = (),
    **options: float,
) -> tuple[Topic, ...]:
    """Stories in events and topics: every given story in exactly one event of one topic.

    Pure; the result does not depend on the order of `stories`. `known` are
    topics of earlier runs with the stories they held: they keep their ids and
    are neither split nor merged, new stories join them. A topic is returned
    if it holds a given story, and it shows given stories only; those of
    `known` that were not given again served for comparison. `edits` of the
    kinds `together` and `apart` win over likeness and over `known`; the last
    wins over those before. Topics come largest first, by their stories, then
    by age. `options` are the fields of `Options`.
    """
    chosen = Options(**options)  # type: ignore[arg-type]
    found: list[Topic] = []
    for language in sorted({language_of(story) for story in stories}):
        batch = batch_of(language, stories, known)
        events = event_groups(batch, edits, chosen.event_threshold)
        topics = topic_groups(batch, events, edits, chosen.topic_threshold, guard=chosen.name_guard)
        found.extend(_built(batch, events, topics, edits))
    return tuple(sorted(found, key=_rank))


def _rank(topic: Topic) -> tuple[int, tuple[object, ...], str]:
    return -len(topic.stories), min(age(story) for story in topic.stories), topic.id


def _built(batch: Batch, events: Groups, topics: Groups, edits: Sequence[Edit]) -> list[Topic]:
    """The groups as values, those without a given story left out."""
    scores = Scores(batch, events, topics)
    event_ids = give_ids(events, batch.stories, batch.events, "e")
    members = [[row for n in topic for row in events[n]] for topic in topics]
    topic_ids = give_ids(members, batch.stories, batch.topics, "t")
    found = []
    for topic, name in zip(topics, topic_ids, strict=True):
        units = [(event_ids[n], _given(batch, events[n])) for n in topic]
        made = [_event(batch, scores, unit, rows) for unit, rows in units if rows]
        if made:
            reasons = reasons_of(batch, scores, events, topic, edits)
            found.append(_topic(batch, scores, name, made, reasons))
    return found


def _given(batch: Batch, rows: Sequence[int]) -> list[int]:
    """Those of the rows that were asked for, oldest story first."""
    asked = [row for row in rows if batch.stories[row].id in batch.given]
    return sorted(asked, key=lambda row: age(batch.stories[row]))


def _event(batch: Batch, scores: Scores, name: str, rows: Sequence[int]) -> Event:
    stories = tuple(batch.stories[row] for row in rows)
    return Event(
        id=name,
        title=headline(stories, [scores.centre_of_event[row] for row in rows]),
        stories=stories,
        keywords=keywords(batch.space, batch.readings, rows, batch.forms),
    )


def _topic(
    batch: Batch, scores: Scores, name: str, events: Sequence[Event], reasons: tuple[Reason, ...]
) -> Topic:
    ordered = tuple(sorted(events, key=lambda event: (-len(event.stories), event.id)))
    stories = [story for event in ordered for story in event.stories]
    rows = [batch.rows[story.id] for story in stories]
    return Topic(
        id=name,
        title=headline(stories, [scores.centre_of_topic[row] for row in rows]),
        events=ordered,
        keywords=keywords(batch.space, batch.readings, rows, batch.forms),
        reasons=reasons,
    )
