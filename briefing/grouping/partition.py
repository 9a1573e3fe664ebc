"""Stories -> events -> topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.chunks import ChunkMap, in_place
from briefing.grouping.batch import StoryBatch, batch_of
from briefing.grouping.centrality import Scores
from briefing.grouping.experts import Experts, GroupLevel
from briefing.grouping.ids import age, give_ids
from briefing.grouping.labels import headline, keywords
from briefing.grouping.levels import event_groups, topic_groups
from briefing.grouping.reasons import Grouped, reasons_of
from briefing.models import Digest, Edit, Event, Reason, Story, Topic, with_stories
from briefing.text.described import described

# No mean of probabilities is as high: nothing joins.
NEVER_PROBABILITY = 2.0
# Cuts of a digest, where they are not those of every batch. Papers of one field and releases of
# one house share most of their words: of papers only copies are one.
_DIGEST_CUTS: dict[Digest | None, dict[GroupLevel, float]] = {
    "papers": {"event": 0.98, "topic": NEVER_PROBABILITY},
    "releases": {"event": 0.8, "topic": NEVER_PROBABILITY},
    "news": {"topic": NEVER_PROBABILITY},
}


def group(
    stories: Sequence[Story],
    *,
    known: Sequence[Topic] = (),
    edits: Sequence[Edit] = (),
    event_threshold: float | None = None,
    topic_threshold: float | None = None,
    digest: Digest | None = None,
    experts: Experts | None = None,
) -> tuple[Topic, ...]:
    """Stories in events and topics: every given story in exactly one event of one topic.

    Pure; the result does not depend on the order of `stories`. They come back with kind
    and furniture known (`Story.kind`, `Story.furniture`), learned from these where they are not.

    `known` are topics of earlier runs with the stories they held: they keep
    their ids and are neither split nor merged, new stories join them. A topic
    is returned if it holds a given story, and it shows given stories only;
    those of `known` that were not given again served for comparison.

    `edits` of the kinds `together` and `apart` win over likeness, language
    and `known`; a later one wins over those before.

    `event_threshold` is the mean probability, from which stories are one
    event, `topic_threshold` that from which events are one topic; where they
    are None, the share of stories that have a partner decides. With a `digest`
    each event is a topic of its own, and papers and releases, which are alike
    by their kind, must be surer to tell one event. `experts` are other
    coefficients than those shipped. Topics come largest first, then the older.
    """
    given: dict[GroupLevel, float | None] = {"event": event_threshold, "topic": topic_threshold}
    own = {level: cut for level, cut in given.items() if cut is not None}
    stories, known = as_described(stories, known)
    batch = batch_of(stories, known, experts)
    return _topics(batch, known, edits, {**_DIGEST_CUTS.get(digest, {}), **own})


def group_on(
    each: ChunkMap,
    stories: Sequence[Story],
    *,
    known: Sequence[Topic] = (),
    edits: Sequence[Edit] = (),
    digest: Digest | None = None,
) -> tuple[Topic, ...]:
    """As `group`, and the same; its heavy steps are worked wherever `each` works them."""
    stories, known = as_described(stories, known, each)
    batch = batch_of(stories, known, each=each)
    return _topics(batch, known, edits, _DIGEST_CUTS.get(digest, {}))


def _topics(
    batch: StoryBatch,
    known: Sequence[Topic],
    edits: Sequence[Edit],
    own_cuts: Mapping[GroupLevel, float],
) -> tuple[Topic, ...]:
    taken = {topic.id for topic in known} | {event.id for topic in known for event in topic.events}
    cuts = {**batch.cuts, **own_cuts}
    events = event_groups(batch, edits, cuts["event"])
    topics = topic_groups(batch, events, edits, cuts["topic"])
    grouped = Grouped(batch, events, topics, edits, cuts["event"], frozenset(taken))
    return tuple(sorted(_built(grouped), key=_rank))


def as_described(
    stories: Sequence[Story], known: Sequence[Topic], each: ChunkMap = in_place
) -> tuple[Sequence[Story], Sequence[Topic]]:
    """The stories and those of known topics with kind and furniture known, learned from all."""
    old = [story for topic in known for story in topic.stories]
    every = described([*stories, *old], each=each)
    return every[: len(stories)], with_stories(known, every[len(stories) :])


def _rank(topic: Topic) -> tuple[int, tuple[object, ...], str]:
    return -len(topic.stories), min(age(story) for story in topic.stories), topic.id


def _built(grouped: Grouped) -> list[Topic]:
    """The groups as values, those without a given story left out."""
    batch, events, topics = grouped.batch, grouped.events, grouped.topics
    scores = Scores(batch, events, topics)
    event_ids = give_ids(events, batch.stories, batch.events, prefix="e", taken=grouped.taken)
    members = [[row for n in topic for row in events[n]] for topic in topics]
    topic_ids = give_ids(members, batch.stories, batch.topics, prefix="t", taken=grouped.taken)
    built: list[Topic] = []
    for topic, name in zip(topics, topic_ids, strict=True):
        units = [(event_ids[n], _asked(batch, events[n])) for n in topic]
        made = [_event(batch, scores, unit, rows) for unit, rows in units if rows]
        if made:
            built.append(_topic(batch, scores, name, made, reasons_of(grouped, scores, topic)))
    return built


def _asked(batch: StoryBatch, rows: Sequence[int]) -> list[int]:
    """Those of the rows that were asked for, oldest story first."""
    shown_rows = [row for row in rows if batch.stories[row].id in batch.asked]
    return sorted(shown_rows, key=lambda row: age(batch.stories[row]))


def _event(batch: StoryBatch, scores: Scores, name: str, rows: Sequence[int]) -> Event:
    stories = tuple(batch.stories[row] for row in rows)
    return Event(
        id=name,
        title=headline(stories, [scores.centre_of_event[row] for row in rows]),
        stories=stories,
        keywords=keywords(batch.space, batch.readings, rows, batch.forms),
    )


def _topic(
    batch: StoryBatch,
    scores: Scores,
    name: str,
    events: Sequence[Event],
    reasons: tuple[Reason, ...],
) -> Topic:
    ordered = tuple(sorted(events, key=lambda event: (-len(event.stories), event.id)))
    stories = [story for event in ordered for story in event.stories]
    rows = [batch.rows[story.id] for story in stories]
    several = len(ordered) > 1
    return Topic(
        id=name,
        title=headline(stories, [scores.centre_of_topic[row] for row in rows]),
        events=ordered,
        keywords=keywords(batch.space, batch.readings, rows, batch.forms)
        if several
        else ordered[0].keywords,
        reasons=reasons,
    )
