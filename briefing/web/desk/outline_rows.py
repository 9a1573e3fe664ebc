"""The outline as the desk lists it: what is told, in brief, near, held back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.outline import NearlyIn, Outline, OutlineBlock
from briefing.models import Dropped

TOPIC_KINDS = ("lead", "topic")
# Blocks with words of their own or of a story that are no topics; the rest is the frame.
OTHER_KINDS = (
    "welcome",
    "intro",
    "note",
    "watch",
    "quote",
    "finally",
    "chart",
    "notice",
    "sign_off",
)
NAMES = {
    "welcome": "Welcome",
    "note": "Note",
    "watch": "Watch",
    "quote": "Quote of the day",
    "finally": "And finally",
    "chart": "Chart",
    "notice": "Notice",
    "sign_off": "Sign-off",
    "intro": "First words",
    "in_brief": "In brief",
    "must_reads": "Must-reads",
    "still_running": "Still running",
    "masthead": "The head",
    "colophon": "How it was made",
    "footer": "The foot",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineRow:
    """A line of the outline that can be selected. `place` is its number, 0 for none.

    `key` is a block's, or `near:` and a topic's id. `stories` are what a decision names, the
    main one first. `note` says more of it in small print.
    """

    key: str
    kind: str
    title: str
    stories: tuple[str, ...]
    place: int = 0
    count: int = 0
    note: str = ""
    is_pinned: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineRows:
    """The rows by their parts; `held` and `dropped` are stories."""

    told: tuple[OutlineRow, ...]
    others: tuple[OutlineRow, ...]
    brief: tuple[OutlineRow, ...]
    near: tuple[OutlineRow, ...]
    held: tuple[Dropped, ...]
    dropped: tuple[Dropped, ...]


def outline_rows(outline: Outline, draft: Draft) -> OutlineRows:
    """The rows of an outline. Pure."""
    topics = [block for block in outline.blocks if block.kind in TOPIC_KINDS]
    return OutlineRows(
        told=tuple(_told(block, place) for place, block in enumerate(topics, 1)),
        others=tuple(_others(outline)),
        brief=tuple(_near(near, draft) for near in outline.nearly_in if near.place == "in_brief"),
        near=tuple(_near(near, draft) for near in outline.nearly_in if near.place != "in_brief"),
        held=outline.held,
        dropped=outline.dropped,
    )


def _told(block: OutlineBlock, place: int) -> OutlineRow:
    words = f"{block.words} words" + (f", {block.over} over" if block.over else "")
    events = f" · {block.events} events" if block.events > 1 else ""
    return OutlineRow(
        key=block.key,
        kind=block.kind,
        title=block.title,
        stories=block.story_ids,
        place=place,
        count=block.stories,
        note=f"{words}{events}",
        is_pinned=block.pinned,
        is_over=block.over > 0,
    )


def _others(outline: Outline) -> Iterator[OutlineRow]:
    for block in outline.blocks:
        if block.kind in OTHER_KINDS:
            name = NAMES.get(block.kind, block.kind)
            yield OutlineRow(
                key=block.key,
                kind=block.kind,
                title=block.title or name,
                stories=block.story_ids,
                note=name,
            )


def _near(near: NearlyIn, draft: Draft) -> OutlineRow:
    topic = draft.topic(near.topic_id)
    names = [story.id for story in topic.stories] if topic else []
    stories = (near.story_id, *(name for name in names if name != near.story_id))
    return OutlineRow(
        key=f"near:{near.topic_id}",
        kind=near.place or "near",
        title=near.title,
        stories=stories,
        count=near.stories,
        note=f"rank {near.rank}",
    )
