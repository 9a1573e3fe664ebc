"""Which sentences and stories a block shows: found by type, so that no block can hide one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from briefing.models import Block, Edition, Finally, InBrief, Lead, Media, Sentence, TopicBlock

_NAMES = ("story_id", "story_ids", "related", "echoes")


def block_sentences(block: Block) -> tuple[Sentence, ...]:
    """Every sentence of a block, in its order."""
    return tuple(_sentences(block))


def block_stories(block: Block) -> tuple[str, ...]:
    """The ids of all stories a block shows, in order of mention, each once."""
    return tuple(dict.fromkeys(_story_ids(block)))


def edition_sentences(edition: Edition) -> tuple[Sentence, ...]:
    """Every sentence of an edition."""
    return tuple(sentence for block in edition.blocks for sentence in block_sentences(block))


def block_media(block: Block) -> tuple[Media, ...]:
    """Every photo and video of a block, in its order."""
    return tuple(_media(block))


def _media(value: object) -> Iterator[Media]:
    if isinstance(value, Media):
        yield value
    else:
        for part in _parts(value):
            yield from _media(part)


def _sentences(value: object) -> Iterator[Sentence]:
    if isinstance(value, Sentence):
        yield value
    else:
        for part in _parts(value):
            yield from _sentences(part)


def _story_ids(value: object) -> Iterator[str]:
    if not is_dataclass(value):
        for part in _parts(value):
            yield from _story_ids(part)
        return
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name in _NAMES:
            yield from (held,) if isinstance(held, str) else held
        else:
            yield from _story_ids(held)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, tuple):
        return value
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return ()


def topics_told(edition: Edition) -> dict[str, str]:
    """Ids and headlines of the topics an edition told; one that only went on is not told."""
    titles = {reference.story_id: reference.title for reference in edition.references}
    headlines: dict[str, str] = {}
    for block in edition.blocks:
        if isinstance(block, Lead | TopicBlock):
            headlines[block.topic_id] = block.title
        elif isinstance(block, InBrief):
            headlines |= {brief.topic_id: titles.get(brief.story_id, "") for brief in block.items}
        elif isinstance(block, Finally):
            headlines[block.topic_id] = titles.get(block.story_id, "")
    headlines.pop("", None)  # editions of before briefs had topics
    return headlines
