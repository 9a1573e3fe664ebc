"""Embargoes as edits: a hold for every story under one that no person has set free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.editing.edits_in_force import freed
from briefing.models import Edit, Story
from briefing.sources.parse.embargo import OPEN_END


def embargoes(stories: Sequence[Story], edits: Sequence[Edit], now: datetime) -> tuple[Edit, ...]:
    """The holds of a moment; `edits` are the decisions of persons that hold for the edition."""
    free = freed(edits)
    return tuple(
        Edit(
            kind="hold",
            story_ids=(story.id,),
            value="under embargo",
            until=story.embargo if story.embargo < OPEN_END else None,
            by=story.source,
        )
        for story in stories
        if story.embargo and story.embargo > now and story.id not in free
    )
