"""A source of somebody else's making: what it gives is cleaned and keyed like all stories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Protocol

from briefing.models import Keyed, Origin, SourceReport, Story
from briefing.sources.parse.raw_story import Raw, keyed
from briefing.sources.story_languages import with_languages

# Chosen, not measured: five times what a feed may hold.
MAX_CUSTOM_STORIES = 10_000


class CustomReader(Protocol):
    """What such a class has to have."""

    def read(self, since: datetime | None) -> Iterable[Story]:
        """Its stories; those older than `since` may be left out."""


class CustomSource:
    """A source whose `reading` gives plain stories; `name` is the one config.yaml gives it."""

    def __init__(self, name: str, reading: CustomReader) -> None:
        self.name = name
        self._reading = reading

    def read(self, since: datetime | None) -> SourceReport:
        """Its stories, at most 10,000; what is none is named in the report."""
        values = list(islice(self._reading.read(since), MAX_CUSTOM_STORIES + 1))
        stories = [story for story in values[:MAX_CUSTOM_STORIES] if isinstance(story, Story)]
        notes = [f"only the first {MAX_CUSTOM_STORIES:,} stories are read"] * (
            len(values) > MAX_CUSTOM_STORIES
        )
        strange = len(values[:MAX_CUSTOM_STORIES]) - len(stories)
        notes += [f"{strange} values are no briefing.Story"] * bool(strange)
        return SourceReport(
            source=self.name,
            stories=with_languages([self._keyed(story) for story in stories]),
            documents=len(stories),
            notes=tuple(notes),
        )

    def _keyed(self, story: Story) -> Keyed:
        raw = Raw(
            title="" if story.title_derived else story.title,
            text=story.text,
            link=story.url or "",
            guid=story.id,
            published=story.published,
            updated=story.updated,
            author=story.author,
            publisher=story.publisher,
            language=story.language,
            section=story.section,
            tags=story.tags,
            media=story.media,
        )
        origin = Origin.of(story.text.encode("utf-8", "replace"), kind="text", url=self.name)
        made = keyed(raw, base="", source=self.name, origin=origin.sha256)
        return replace(made, origin=origin)
