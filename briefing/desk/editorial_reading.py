"""Where the editorial check gets what it needs: from a draft, or from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from briefing.condensing import passages
from briefing.config import source_name
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.ties import Tie
from briefing.desk.editions import latest
from briefing.desk.editorial import (
    Check,
    EditorialFinding,
    EditorialMaterial,
    SourceActivity,
    most_telling,
)
from briefing.desk.editorial_sentences import (
    changed_quotes,
    echoing_openings,
    furniture_sentences,
    idle_bylines,
    lonely_captions,
    silent_headlines,
)
from briefing.desk.editorial_sources import silent_sources, unknown_outlets, unlinked_marks
from briefing.desk.editorial_topics import (
    nearly_one,
    nearly_two,
    one_outlet_lead,
    overtaken_stories,
)
from briefing.editing.citations import block_stories
from briefing.editing.morning import Morning
from briefing.grouping import pair_scores
from briefing.grouping.pair_scores import topic_cut
from briefing.models import Edition, Lead, Story, Topic, TopicBlock
from briefing.newsletter import Newsletter
from briefing.pipeline.descriptions import described_now
from briefing.store import SourceRecord

# The gravest first: of more than an editor looks at, the last are left out.
CHECKS: tuple[Check, ...] = (
    changed_quotes,
    silent_headlines,
    overtaken_stories,
    one_outlet_lead,
    idle_bylines,
    furniture_sentences,
    echoing_openings,
    nearly_two,
    nearly_one,
    lonely_captions,
    unknown_outlets,
    unlinked_marks,
    silent_sources,
)
# How far back a source's habits are looked at.
HABIT_PERIOD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorialReport:
    """An edition and what to look at in it."""

    edition: Edition
    findings: tuple[EditorialFinding, ...]


def editorial_findings(material: EditorialMaterial) -> tuple[EditorialFinding, ...]:
    """What an editor should look at, the gravest first, at most eight. Pure."""
    return most_telling(material, CHECKS)


def check_draft(
    draft: Draft, sources: Sequence[SourceActivity] = ()
) -> tuple[EditorialFinding, ...]:
    """What to look at in a draft. Pure."""
    window = draft.material.window
    return editorial_findings(
        _material(draft.edition, draft.topics, window.stories, window.past.topics, sources)
    )


def check_stored(newsletter: Newsletter, name: str = "") -> EditorialReport:
    """What to look at in an edition as it was built; "" is the last. InputError where none is."""
    edition = latest(newsletter, name)
    store = newsletter.store
    topics = store.topics.of(edition.id)
    named = [reference.story_id for reference in edition.references]
    ids = dict.fromkeys([*named, *(story.id for topic in topics for story in topic.stories)])
    stories = described_now(store, store.stories.of_ids(tuple(ids)), edition.created)
    sources = source_activity(newsletter, edition.created)
    return EditorialReport(
        edition=edition,
        findings=editorial_findings(_material(edition, topics, stories, (), sources)),
    )


def _material(
    edition: Edition,
    topics: Sequence[Topic],
    stories: Sequence[Story],
    known: Sequence[Topic],
    sources: Sequence[SourceActivity],
) -> EditorialMaterial:
    by_id = {story.id: story for story in stories}
    told = sorted(
        {name for block in _told(edition) for name in block_stories(block)} & by_id.keys()
    )
    return EditorialMaterial(
        edition=edition,
        stories=by_id,
        topics=topics,
        morning=Morning(stories, passages),
        ties=_ties(told, by_id, stories, known),
        topic_cut=topic_cut(stories, known=known),
        sources=sources,
    )


def _told(edition: Edition) -> list[Lead | TopicBlock]:
    return [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]


def _ties(
    told: Sequence[str],
    by_id: dict[str, Story],
    stories: Sequence[Story],
    known: Sequence[Topic],
) -> tuple[Tie, ...]:
    """A tie for each pair of the stories that are shown in lead and topics."""
    scores = pair_scores(stories, combinations(told, 2), known=known)
    return tuple(
        Tie(
            left=score.left,
            right=score.right,
            left_title=by_id[score.left].title,
            right_title=by_id[score.right].title,
            event=score.event,
            topic=score.topic,
            terms=score.terms,
        )
        for score in scores
    )


def source_activity(newsletter: Newsletter, moment: datetime) -> tuple[SourceActivity, ...]:
    """How each configured source fared in the week before a moment."""
    store, names = newsletter.store, [source_name(one) for one in newsletter.config.sources]
    stories = store.stories.window(since=moment - HABIT_PERIOD, until=moment, sources=names)
    return tuple(_activity(name, store.sources.get(name), stories, moment) for name in names)


def _activity(
    name: str, record: SourceRecord | None, stories: Sequence[Story], moment: datetime
) -> SourceActivity:
    days = [story.published for story in stories if story.source == name and story.published]
    ages = {(moment - day) // timedelta(days=1) for day in days}
    return SourceActivity(
        name=name,
        last_success=record.last_success if record else None,
        newest=max(days, default=None),
        active_days=len(ages - {0}),
        error=record.error if record and not record.paused else "",
    )
