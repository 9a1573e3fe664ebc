"""What readers were told already, in editions that were sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.editing.citations import block_stories, edition_sentences, topics_told
from briefing.editing.novelty import KnownText
from briefing.models import (
    Developing,
    Edition,
    StillRunning,
    Story,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The editions readers have, oldest first, and what their sentences and headlines said."""

    editions: tuple[Edition, ...]
    memory: KnownText
    texts: dict[tuple[str, str], str]

    @classmethod
    def of(cls, earlier: Sequence[Edition], *, but: str) -> Published:
        """From sent editions in any order; the one being rebuilt (`but`) does not count."""
        others = (edition for edition in earlier if edition.id != but)
        editions = tuple(sorted(others, key=lambda edition: (edition.created, edition.id)))
        printed = [text for edition in editions for text in _printed(edition)]
        memory = KnownText.of(printed, language=editions[-1].language if editions else "en")
        return cls(editions=editions, memory=memory, texts=_texts(editions))

    def told_in(self, story: Story) -> str:
        """The id of the first edition that told the story as it stands now, else nothing."""
        return self.texts.get((story.id, text_sha256(story.text)), "")

    def developing(self, topic_id: str) -> Developing | None:
        """The first day of a topic that ran before, and which update the next one is."""
        days = [edition.date for edition in self.editions if topic_id in topics_told(edition)]
        return Developing(first=days[0], update=len(days)) if days else None

    def named_running(self, topic_id: str) -> date | None:
        """The day a topic was last named as one that only goes on, if it was not told since."""
        for edition in reversed(self.editions):
            if topic_id in topics_told(edition):
                return None
            if topic_id in _running(edition):
                return edition.date
        return None

    def title_of(self, topic_id: str) -> str:
        """The headline a topic had last."""
        for edition in reversed(self.editions):
            if topic_id in (blocks := topics_told(edition)):
                return blocks[topic_id]
        return ""


def text_sha256(text: str) -> str:
    """The hash a text is known by: SHA-256 of its UTF-8 bytes, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _running(edition: Edition) -> set[str]:
    """The topics an edition named without telling them."""
    blocks = [block for block in edition.blocks if isinstance(block, StillRunning)]
    return {running.topic_id for block in blocks for running in block.items}


def _printed(edition: Edition) -> tuple[str, ...]:
    """All that an edition printed of its stories."""
    titles = (reference.title for reference in edition.references)
    return (*(sentence.text for sentence in edition_sentences(edition)), *titles)


def _texts(editions: Sequence[Edition]) -> dict[tuple[str, str], str]:
    edition_ids: dict[tuple[str, str], str] = {}
    for edition in editions:
        told_ids = {
            story_id
            for block in edition.blocks
            if not isinstance(block, StillRunning)
            for story_id in block_stories(block)
        }
        for reference in edition.references:
            if reference.story_id in told_ids:
                edition_ids.setdefault((reference.story_id, reference.text_sha256), edition.id)
    return edition_ids
