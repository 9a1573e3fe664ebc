"""The kind and the furniture of a morning's stories, learned with four weeks of their sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.chunks import ChunkMap, in_place
from briefing.editing.edits_in_force import BY_CONFIG
from briefing.models import Edit, Kind, Story, Topic, with_stories
from briefing.store import Store
from briefing.text.described import described

# What a source hung on its stories a month ago it may hang on them no more; chosen, not measured.
HISTORY = timedelta(days=28)
# Of a source: its habits show in fewer, and all of them are read at every build. Not measured.
HISTORY_STORIES = 150


def described_now(
    store: Store, stories: Sequence[Story], now: datetime, each: ChunkMap = in_place
) -> tuple[Story, ...]:
    """The stories with kind and furniture, by what their sources sent in the weeks before."""
    return described(stories, history_of(store, stories, now), each)


def described_topics(store: Store, topics: Sequence[Topic], now: datetime) -> tuple[Topic, ...]:
    """Stored topics, whose stories are as the sources gave them, with kind and furniture known."""
    stories = [story for topic in topics for story in topic.stories]
    return with_stories(topics, described_now(store, stories, now))


def history_of(store: Store, stories: Sequence[Story], now: datetime) -> tuple[Story, ...]:
    """The last four weeks of the sources of these stories, as they were known at that moment."""
    sources = sorted({story.source for story in stories})
    recent = store.stories.recent(sources, since=now - HISTORY, until=now, most=HISTORY_STORIES)
    return store.history.as_of(recent, now)


def unwanted_kinds(
    stories: Sequence[Story], kinds: Sequence[Kind] | None, by_hand: Sequence[str] = ()
) -> tuple[Edit, ...]:
    """A drop for every story of a kind that the newsletter leaves out, so that the ledger says so.

    None wants all kinds. What a person asked for (`by_hand`, ids) is told whatever it is.
    """
    if kinds is None:
        return ()
    return tuple(
        Edit(
            kind="drop",
            story_ids=(story.id,),
            value=f"its kind is {story.kind}",
            by=BY_CONFIG,
        )
        for story in stories
        if story.kind is not None and story.kind not in kinds and story.id not in by_hand
    )
