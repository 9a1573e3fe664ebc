"""The coverage ledger: what was read, considered, used and left out, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from briefing.editing.citations import block_stories
from briefing.editing.selection import Picked
from briefing.models import (
    Block,
    Dropped,
    Edition,
    Ledger,
    SourceLine,
    SourceReport,
    Story,
    Topic,
)
from briefing.text.languages import has_word_lists, primary


def ledger_of(
    topics: Sequence[Topic], picked: Picked, blocks: Sequence[Block], *, notes: Sequence[str] = ()
) -> Ledger:
    """Every story of the topics: used, or left out with its reason."""
    stories = {story.id: story for topic in topics for story in topic.stories}
    used = {name for block in blocks for name in block_stories(block)}
    reasons = {dropped.story_id: dropped for dropped in picked.dropped}
    left = [name for name in sorted(stories) if name not in used]
    return Ledger(
        considered=len(stories),
        used=len(used & stories.keys()),
        dropped=tuple(reasons.get(name) or _left(stories[name], picked) for name in left),
        notes=(
            *notes,
            *_without_word_lists(stories[name] for name in sorted(used & stories.keys())),
        ),
    )


def _without_word_lists(stories: Iterable[Story]) -> tuple[str, ...]:
    """Which stories were told by their first sentences, whatever the method."""
    languages = sorted(
        {primary(story.language) for story in stories if not has_word_lists(story.language)}
    )
    if not languages:
        return ()
    return (f"Stories in {', '.join(languages)} are told by their first sentences.",)


def _left(story: Story, picked: Picked) -> Dropped:
    repeated = {name: first for topic in picked.fresh for name, first in topic.copied}
    reason = "no room in this edition"
    if story.id in repeated:
        reason = f"the same text as {repeated[story.id]}; named by outlet"
    return Dropped(story_id=story.id, title=story.title, reason=reason)


def with_sources(
    edition: Edition, reports: Sequence[SourceReport], *, stale: Collection[str] = ()
) -> Edition:
    """The edition with a line for each source that was read; `stale` are names of silent ones."""
    lines = tuple(
        SourceLine(
            name=report.source,
            stories=len(report.stories),
            error=report.error,
            stale=report.source in stale,
        )
        for report in reports
    )
    return replace(edition, ledger=replace(edition.ledger, sources=lines))
