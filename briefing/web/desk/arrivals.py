"""How many stories have come since a draft was taken: asked often, so only counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from briefing.desk.draft.workspace import Workspace
from briefing.models import Story
from briefing.pipeline.window import Window

# Between two looks into the store for one edition; chosen, not measured.
LOOK_AGAIN = timedelta(seconds=10)


@dataclass(slots=True)
class Arrivals:
    """Counts what waits for each edition; what was counted stands for some seconds."""

    _counts: dict[str, tuple[datetime, datetime, int]] = field(default_factory=dict)

    def count(self, workspace: Workspace) -> int:
        """The stories that are new or have changed since the draft was taken."""
        now, draft = workspace.newsletter.clock(), workspace.draft
        looked, taken_at, known = self._counts.get(workspace.edition_id, (None, None, 0))
        if looked is not None and taken_at == draft.taken_at and now - looked < LOOK_AGAIN:
            return known
        window = Window.read(workspace.newsletter, workspace.edition_id)
        seen = {_version(story) for story in draft.material.window.stories}
        count = sum(_version(story) not in seen for story in window.stories)
        self._counts[workspace.edition_id] = now, draft.taken_at, count
        return count


def _version(story: Story) -> tuple[str, str, int]:
    return story.id, story.title, hash(story.text)
