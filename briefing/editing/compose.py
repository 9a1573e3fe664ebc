"""Topics -> edition: pick what may be told, rank it, fill the blocks, account for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from briefing.editing.citations import named
from briefing.editing.context import Assignment
from briefing.editing.edits import Rulings
from briefing.editing.frame_blocks import furniture
from briefing.editing.layout import Layout, Standing, Summarizer, edition_id
from briefing.editing.ledger import ledger_of
from briefing.editing.placement import Plan, plan
from briefing.editing.published import Published, text_sha256
from briefing.editing.selection import Picked, pick
from briefing.editing.side_blocks import (
    finally_block,
    in_brief,
    must_reads,
    quote_of_the_day,
    still_running,
    watch_blocks,
)
from briefing.editing.subject import preheader_of, subject_of
from briefing.editing.topic_blocks import lead_block, topic_block
from briefing.models import Block, Edit, Edition, Reference, Story, Topic
from briefing.text.sentences import sentences


def compose(
    topics: Sequence[Topic],
    *,
    now: datetime,
    summarize: Summarizer,
    standing: Standing = sentences,
    layout: Layout | None = None,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
) -> Edition:
    """An edition from topics. Pure: the same arguments give the same edition.

    `now` is an aware datetime; `earlier` are editions that were sent. A story
    they told is not told again unless it has news, and of a story with news
    only sentences that add something. `standing` gives those sentences of a
    story that can be read alone: only they are shown apart from a summary.
    """
    layout = layout or Layout()
    name = edition_id(layout, now)
    rulings = Rulings.of(edits, edition_id=name, now=now)
    stories = {story.id: story for topic in topics for story in topic.stories}
    task = Assignment(
        layout=layout,
        now=now,
        rulings=rulings,
        summarize=summarize,
        standing=standing,
        stories=stories,
    )
    published = Published.of(earlier, but=name)
    picked = pick(topics, published, rulings)
    blocks = _blocks(picked, published, task)
    return Edition(
        id=name,
        newsletter=layout.newsletter,
        title=layout.title,
        date=layout.day(now),
        created=now,
        subject=rulings.subject() or subject_of(blocks, layout.title),
        preheader=preheader_of(blocks),
        language=layout.language,
        blocks=blocks,
        references=_references(blocks, stories),
        ledger=ledger_of(topics, picked, blocks, notes=layout.notes),
    )


def _blocks(picked: Picked, published: Published, task: Assignment) -> tuple[Block, ...]:
    """Every block that has something in it, in the layout's order."""
    planned = plan(picked.fresh, task)
    told = _topics(planned, task)
    told += _aside(planned, task.after(*told))
    names = [name for block in told for name in named(block)]
    told += _some(must_reads(planned.ranked, names, task.layout.must_reads), task)
    told += _some(still_running(picked.running, published), task)
    used = {name for block in told for name in named(block)}
    stories = [story for one in planned.ranked for story in one.stories if story.id in used]
    every = [*told, *furniture(told, stories, task)]
    return tuple(block for name in task.layout.blocks for block in every if _name(block) == name)


def _topics(planned: Plan, task: Assignment) -> list[Block]:
    found: list[Block] = [lead_block(fresh, task) for fresh in planned.lead]
    for fresh in planned.topics if "topics" in task.layout.blocks else ():
        found.append(topic_block(fresh, task.after(*found)))
    return found


def _aside(planned: Plan, task: Assignment) -> list[Block]:
    """What stands between and after the topics, and quotes what they do not."""
    aside: list[Block] = []
    if "watch" in task.layout.blocks:
        aside += watch_blocks(planned.ranked, task)
    aside += _some(in_brief(planned.briefs, task.after(*aside)), task)
    for fresh in planned.last:
        aside += _some(finally_block(fresh, task.after(*aside)), task)
    main = (*planned.lead, *planned.topics)
    return aside + _some(quote_of_the_day(main, task.after(*aside)), task)


def _some(block: Block | None, task: Assignment) -> list[Block]:
    """The block, if there is one and the layout has a place for it."""
    return [block] if block is not None and _name(block) in task.layout.blocks else []


def _name(block: Block) -> str:
    """The name a layout gives to a block's place."""
    return "topics" if block.kind == "topic" else block.kind


def _references(blocks: Iterable[Block], stories: dict[str, Story]) -> tuple[Reference, ...]:
    """Every story the blocks show, in order of first mention."""
    names = dict.fromkeys(name for block in blocks for name in named(block))
    return tuple(_reference(stories[name]) for name in names)


def _reference(story: Story) -> Reference:
    return Reference(
        story_id=story.id,
        title=story.title,
        title_derived=story.title_derived,
        outlet=story.outlet,
        source=story.source,
        text_sha256=text_sha256(story.text),
        url=story.url,
        author=story.author,
        published=story.published,
        language=story.language,
    )
