"""An edition in the making, at one version of its decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from briefing.editing.citations import block_stories
from briefing.editing.rank import Ranked
from briefing.models import (
    Block,
    Brief,
    Edition,
    InBrief,
    Lead,
    Rendering,
    Story,
    Topic,
    TopicBlock,
    Watch,
)
from briefing.pipeline.material import Material
from briefing.rendering.block_marks import bytes_between_marks
from briefing.store.edits import Numbered


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One edition as it would go out now. Nothing in it changes; the next decision makes another.

    `version` is the revision of its decisions: hand it back as `seen_version` with every
    decision made while looking at this draft. `decisions` are those in force, oldest first.
    `ranking` are its topics in their order, each with the factors of its score. `marked_html`
    is the mail's HTML with an empty element before each block whose `data-block` is its key.
    """

    version: int
    material: Material
    topics: tuple[Topic, ...]
    edition: Edition
    rendering: Rendering
    marked_html: str
    ranking: tuple[Ranked, ...]
    decisions: tuple[Numbered, ...]

    @property
    def taken_at(self) -> datetime:
        """The moment whose stories it is made of."""
        return self.material.window.now

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """A key for each block, in order: it stays the same while the block moves.

        `topic:ID` for lead and topics, `watch:STORY` for videos, `note:1` for notes; else
        the block's kind.
        """
        return tuple(self.blocks)

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """The edition's blocks by their keys, in order."""
        return keyed_blocks(self.edition.blocks)

    @cached_property
    def stories(self) -> dict[str, Story]:
        """All stories of its topics by id, whether or not they are told."""
        return {story.id: story for topic in self.topics for story in topic.stories}

    @cached_property
    def topic_ids(self) -> dict[str, str]:
        """The id of the topic of each story."""
        return {story.id: topic.id for topic in self.topics for story in topic.stories}

    def topic(self, topic_id: str) -> Topic | None:
        """The topic of that id; None where there is none."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def told_by(self, key: str) -> tuple[str, ...]:
        """The ids of the topics a block tells; of a block of the frame none."""
        block = self.blocks[key]
        if isinstance(block, Lead | TopicBlock):
            return (block.topic_id,)
        stories = block_stories(block)
        return tuple(dict.fromkeys(self.topic_ids[s] for s in stories if s in self.topic_ids))

    def touched(self, story_ids: Sequence[str]) -> tuple[str, ...]:
        """All stories of the topics of these: a decision on one changes the block of all."""
        topics = {self.topic_ids[name] for name in story_ids if name in self.topic_ids}
        together = (s.id for topic in self.topics if topic.id in topics for s in topic.stories)
        return tuple(sorted({*story_ids, *together}))

    @cached_property
    def block_bytes(self) -> dict[str, int]:
        """How many bytes of the mail's HTML each block takes, by its key."""
        return bytes_between_marks(self.marked_html)

    def brief_of(self, topic_id: str) -> Brief | None:
        """The line in brief that tells a topic; None where there is none."""
        briefs = (block for block in self.edition.blocks if isinstance(block, InBrief))
        lines = (brief for block in briefs for brief in block.items)
        return next((brief for brief in lines if brief.topic_id == topic_id), None)


def keyed_blocks(blocks: Sequence[Block]) -> dict[str, Block]:
    """The blocks of an edition by their keys, in order."""
    return dict(zip(_keys(blocks), blocks, strict=True))


def _keys(blocks: Sequence[Block]) -> Iterator[str]:
    taken: set[str] = set()
    for block in blocks:
        stem = _stem(block)
        number = 1
        key = f"{stem}:1" if stem == "note" else stem
        while key in taken:
            number += 1
            key = f"{stem}:{number}"
        taken.add(key)
        yield key


def _stem(block: Block) -> str:
    if isinstance(block, Lead | TopicBlock):
        return f"topic:{block.topic_id}"
    return f"watch:{block.story_id}" if isinstance(block, Watch) else block.kind
