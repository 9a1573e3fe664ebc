"""An edition in lines: what stands in it, what nearly does, what is held back or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from briefing.desk.draft.block_changes import title_of
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.spots import Spot, spots_of
from briefing.desk.draft.word_budgets import over_budget, words_in
from briefing.editing.citations import block_stories
from briefing.editing.frame_blocks import WORDS_A_MINUTE
from briefing.editing.subject import proposals
from briefing.models import Block, Dropped, InBrief, Lead, Masthead, Story, TopicBlock
from briefing.rendering.checking.html_checks import MAX_HTML_BYTES

# Topics that are not told, the next in rank: more than fit a screen nobody reads. Not measured.
MOST_NEARLY_IN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineBlock:
    """A block of the edition; what a topic has beside its place is 0 for blocks of the frame.

    `key` stays the same while it moves. `rank` and `score` are its topic's. `minutes` are those
    of reading its sentences, `html_bytes` what it takes of the mail; `over` words are beyond
    its budget. `pinned`, `placed` and `retitled` say what persons decided.
    """

    key: str
    kind: str
    title: str
    topic_id: str
    story_ids: tuple[str, ...]
    stories: int
    events: int
    outlets: int
    words: int
    over: int
    minutes: float
    html_bytes: int
    rank: int
    score: float
    pinned: bool
    placed: bool
    retitled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearlyIn:
    """A topic that is not told as a block of its own, by rank.

    `place` is `in_brief`, `must_reads` or "": where else it stands. `story_id` is a story of
    it, to name it in a decision.
    """

    topic_id: str
    title: str
    story_id: str
    place: str
    rank: int
    score: float
    stories: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole edition at a glance. Sizes are bytes of the mail's HTML, `most_bytes` the limit.

    `subjects` are proposals, the one it has first; `subject_by` and `preheader_by` are the
    persons who wrote them, "" where they are the machine's. `held` and `dropped` are stories
    that persons, embargoes or the config keep out, `left_out` all others that are not shown,
    each with the reason.
    """

    edition_id: str
    version: int
    taken_at: datetime
    subject: str
    subject_by: str
    subjects: tuple[str, ...]
    preheader: str
    preheader_by: str
    minutes: int
    html_bytes: int
    most_bytes: int
    blocks: tuple[OutlineBlock, ...]
    nearly_in: tuple[NearlyIn, ...]
    held: tuple[Dropped, ...]
    dropped: tuple[Dropped, ...]
    left_out: tuple[Dropped, ...]


def outline_of(draft: Draft) -> Outline:
    """The outline of a draft. Pure."""
    edition, kept_out = draft.edition, draft.edition.ledger.dropped
    held = tuple(one for one in kept_out if one.reason.startswith("held"))
    dropped = tuple(one for one in kept_out if one.reason.startswith("dropped"))
    return Outline(
        edition_id=edition.id,
        version=draft.version,
        taken_at=draft.taken_at,
        subject=edition.subject,
        subject_by=_author(draft, "subject"),
        subjects=proposals(edition),
        preheader=edition.preheader,
        preheader_by=_author(draft, "preheader"),
        minutes=next((b.minutes for b in edition.blocks if isinstance(b, Masthead)), 0),
        html_bytes=len(draft.rendering.html.encode()),
        most_bytes=MAX_HTML_BYTES,
        blocks=tuple(_blocks(draft)),
        nearly_in=tuple(_nearly_in(draft))[:MOST_NEARLY_IN],
        held=held,
        dropped=dropped,
        left_out=tuple(one for one in kept_out if one not in held and one not in dropped),
    )


def _author(draft: Draft, kind: str) -> str:
    authors = [one.edit.by for one in draft.decisions if one.edit.kind == kind]
    return authors[-1] if authors else ""


def _blocks(draft: Draft) -> Iterator[OutlineBlock]:
    spots, over = spots_of(draft), dict(over_budget(draft))
    sizes = draft.block_bytes
    for key, block in draft.blocks.items():
        topic_id = block.topic_id if isinstance(block, Lead | TopicBlock) else ""
        topic = draft.topic(topic_id)
        names = tuple(story.id for story in topic.stories) if topic else block_stories(block)
        spot = spots.get(topic_id)
        yield OutlineBlock(
            key=key,
            kind=block.kind,
            title=title_of(block) or _what(block, draft),
            topic_id=topic_id,
            story_ids=names,
            stories=len(names),
            events=len(topic.events) if topic else 0,
            outlets=len({draft.stories[name].outlet for name in names if name in draft.stories}),
            words=words_in(block),
            over=over.get(key, 0),
            minutes=round(words_in(block) / WORDS_A_MINUTE, 1),
            html_bytes=sizes.get(key, 0),
            rank=spot.rank if spot else 0,
            score=spot.score if spot else 0.0,
            pinned=_decided(draft, "pin", names),
            placed=_decided(draft, "move", names),
            retitled=bool(getattr(block, "retitled", False)),
        )


def _what(block: Block, draft: Draft) -> str:
    """What a block without a headline of its own is about: its first story, or its words."""
    named = block_stories(block)
    if isinstance(block, InBrief) or not named:
        return str(getattr(block, "text", ""))
    story = draft.stories.get(named[0])
    return story.title if story else ""


def _decided(draft: Draft, kind: str, names: tuple[str, ...]) -> bool:
    edits = (one.edit for one in draft.decisions if one.edit.kind == kind)
    return any(not set(names).isdisjoint(edit.story_ids) for edit in edits)


def _nearly_in(draft: Draft) -> Iterator[NearlyIn]:
    for spot in spots_of(draft).values():
        topic = draft.topic(spot.topic_id)
        if spot.place in {"lead", "topics", "finally"} or not spot.rank or topic is None:
            continue
        yield _near(spot, topic.stories)


def _near(spot: Spot, stories: tuple[Story, ...]) -> NearlyIn:
    return NearlyIn(
        topic_id=spot.topic_id,
        title=spot.title,
        story_id=stories[0].id,
        place=spot.place,
        rank=spot.rank,
        score=spot.score,
        stories=len(stories),
        outlets=len({story.outlet for story in stories}),
    )
