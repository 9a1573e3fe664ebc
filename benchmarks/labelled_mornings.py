"""The items of labelled mornings as stories, for what is measured story by story."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from benchmarks.mornings_data import Item, load_mornings
from briefing.models import Kind, Story

VARIABLE = "BRIEFING_MORNINGS"  # names the folder, for tests


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStory:
    """A story of a morning with its labels. `furniture` are exact pieces of title or text."""

    morning: str
    story: Story
    event: str
    kind: Kind
    stale: bool
    furniture: tuple[str, ...]


def folder_of_mornings() -> Path | None:
    """The folder the environment names, if it has labelled mornings in it."""
    name = os.environ.get(VARIABLE, "")
    return Path(name) if name and any(Path(name).glob("*.jsonl")) else None


def load_stories(folder: Path) -> dict[str, tuple[LabelledStory, ...]]:
    """The stories of all mornings of a folder, as the sources gave them, by the morning's name."""
    return {
        morning.name: tuple(_labelled(morning.name, item) for item in morning.items)
        for morning in load_mornings(folder)
    }


def _labelled(morning: str, item: Item) -> LabelledStory:
    story = Story(
        id=f"{morning}/{item.id}",
        title=item.title,
        text=item.text,
        source=item.outlet,
        url=item.url,
        published=item.published,
        language=item.language,
        tags=item.categories,
    )
    return LabelledStory(
        morning=morning,
        story=story,
        event=f"{morning}/{item.event}",
        kind=cast("Kind", item.kind),
        stale=item.stale,
        furniture=item.furniture,
    )
