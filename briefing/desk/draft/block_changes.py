"""What differs between two drafts of one edition, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.desk.draft.draft import Draft
from briefing.editing.citations import block_sentences
from briefing.models import Block, Sentence

Manner = Literal["new", "gone", "moved", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChange:
    """One block that is not as it was.

    `before` and `after` are its places from 1, 0 where it does not stand. `added` and
    `removed` are the sentences that only one of the two shows. `changed` may have moved, too.
    """

    key: str
    manner: Manner
    title: str
    before: int
    after: int
    was_title: str = ""
    added: tuple[Sentence, ...] = ()
    removed: tuple[Sentence, ...] = ()


def block_changes(before: Draft, after: Draft) -> tuple[BlockChange, ...]:
    """The blocks that are new, gone, moved against the others, or changed; in the new order."""
    return tuple(_changes(before, after))


def changed_keys(before: Draft, after: Draft) -> tuple[str, ...]:
    """The keys of the blocks of `after` whose own content is not as it was."""
    return tuple(key for key, block in after.blocks.items() if before.blocks.get(key) != block)


def _changes(before: Draft, after: Draft) -> Iterator[BlockChange]:
    old, new = before.keys, after.keys
    staying = [key for key in new if key in before.blocks]
    was_staying = [key for key in old if key in after.blocks]
    for place, key in enumerate(new, 1):
        if key not in before.blocks:
            yield _change(key, "new", None, after.blocks[key], (0, place))
            continue
        places = (old.index(key) + 1, place)
        if before.blocks[key] != after.blocks[key]:
            yield _change(key, "changed", before.blocks[key], after.blocks[key], places)
        elif staying.index(key) != was_staying.index(key):
            yield _change(key, "moved", before.blocks[key], after.blocks[key], places)
    for place, key in enumerate(old, 1):
        if key not in after.blocks:
            yield _change(key, "gone", before.blocks[key], None, (place, 0))


def _change(
    key: str, manner: Manner, old: Block | None, new: Block | None, places: tuple[int, int]
) -> BlockChange:
    was = block_sentences(old) if old else ()
    now = block_sentences(new) if new else ()
    title, was_title = title_of(new), title_of(old)
    return BlockChange(
        key=key,
        manner=manner,
        title=title or was_title,
        was_title=was_title,
        before=places[0],
        after=places[1],
        added=tuple(sentence for sentence in now if sentence not in was),
        removed=tuple(sentence for sentence in was if sentence not in now),
    )


def title_of(block: Block | None) -> str:
    """A block's headline; "" where it has none."""
    return str(getattr(block, "title", "")) if block else ""


def touched_by(changes: Sequence[BlockChange], before: Draft, after: Draft) -> tuple[str, ...]:
    """The stories of the blocks that changed: who looked at them before must look again."""
    keys = [change.key for change in changes if change.manner in {"changed", "gone"}]
    told = {topic for key in keys if key in before.blocks for topic in before.told_by(key)}
    stories = [s.id for topic in before.topics if topic.id in told for s in topic.stories]
    return after.touched(before.touched(stories))
