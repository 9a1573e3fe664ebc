"""The editor's decisions as composing takes them: edits, and what was held or dropped by story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.models import Edit, Story
from briefing.sources.parse.embargo import OPEN_END
from briefing.store import Decision, Store


def edits_for(store: Store, edition_id: str, now: datetime) -> tuple[Edit, ...]:
    """Every decision that holds for an edition at this moment, oldest first within its kind."""
    last = {decision.story_id: decision for decision in store.stories.decisions(now)}
    held = tuple(_edit(decision) for decision in last.values() if decision.kind in {"hold", "drop"})
    return store.edits.for_edition(edition_id) + held


def embargoes(store: Store, stories: Sequence[Story], now: datetime) -> tuple[Edit, ...]:
    """A hold for every story under embargo that no person has set free."""
    freed = store.stories.freed()
    return tuple(
        Edit(
            kind="hold",
            story_ids=(story.id,),
            value="under embargo",
            until=story.embargo if story.embargo < OPEN_END else None,
            by=story.source,
        )
        for story in stories
        if story.embargo and story.embargo > now and story.id not in freed
    )


def _edit(decision: Decision) -> Edit:
    return Edit(
        kind="hold" if decision.kind == "hold" else "drop",
        story_ids=(decision.story_id,),
        value=decision.reason,
        until=decision.until,
        by=decision.by,
    )
