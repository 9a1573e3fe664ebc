"""Topics -> edition: pick what may be told, rank it, fill the blocks, account for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.editing.citations import block_stories
from briefing.editing.context import EditionContext
from briefing.editing.digest_lines import digest_line
from briefing.editing.edits_in_force import EditsInForce
from briefing.editing.events import purified
from briefing.editing.frame_blocks import frame_blocks
from briefing.editing.layout import Layout, Summarizer, edition_id
from briefing.editing.ledger import ledger_of
from briefing.editing.morning import Morning, Passages
from briefing.editing.name_tally import NameTally
from briefing.editing.placement import Placement, place_topics
from briefing.editing.published import Published, text_sha256
from briefing.editing.rank import Ranked, rank
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
from briefing.editing.unjudged import unjudged
from briefing.models import (
    Block,
    Edit,
    Edition,
    Lead,
    Reference,
    Story,
    Topic,
    TopicBlock,
    with_stories,
)
from briefing.text.described import described


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What an edition is made of, before anything has its place: the same in every layout.

    Its stories keep what was read of them: a second layout judges no passage anew.
    """

    topics: tuple[Topic, ...]
    context: EditionContext
    published: Published
    picked: Picked


def compose(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout | None = None,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
    summarize: Summarizer | None = None,
    passages: Passages = unjudged,
) -> Edition:
    """An edition from topics. Pure: the same arguments give the same edition.

    `now` is an aware datetime; `earlier` are editions that were sent. A story
    they told is not told again unless it has news, and of a story with news
    only sentences that add something. `passages` judges the sentences of a
    story for quoting. `summarize` chooses what follows an opening; None leaves
    that to the edition's own measure.
    """
    return composition(
        topics,
        now=now,
        layout=layout or Layout(),
        earlier=earlier,
        edits=edits,
        summarize=summarize,
        passages=passages,
    ).edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """An edition, and the topics it could tell in their order, each with its score's factors."""

    edition: Edition
    ranking: tuple[Ranked, ...]


def composition(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
    summarize: Summarizer | None = None,
    passages: Passages = unjudged,
) -> Composition:
    """What `compose` and `explain_rank` give with the same arguments, made at once."""
    ready = prepare(topics, now=now, layout=layout, earlier=earlier, edits=edits, passages=passages)
    return composed_in(layout, ready, summarize=summarize)


def composed_in(
    layout: Layout, ready: Prepared, *, summarize: Summarizer | None = None
) -> Composition:
    """What is prepared, in a layout of the newsletter and slot it was prepared for."""
    context = replace(ready.context, layout=layout, summarize=summarize)
    now = context.now
    placement = place_topics(ready.picked.fresh, context)
    blocks = _blocks(placement, ready.picked, ready.published, context)
    edition = Edition(
        id=edition_id(layout, now),
        newsletter=layout.newsletter,
        title=layout.title,
        date=layout.day(now),
        created=now,
        subject=context.rulings.subject() or subject_of(blocks, layout.title, context.stories),
        preheader=context.rulings.preheader() or preheader_of(blocks, context.stories),
        language=layout.language,
        blocks=blocks,
        references=_references(blocks, context.stories, layout),
        ledger=ledger_of(ready.topics, ready.picked, blocks, notes=layout.notes),
    )
    return Composition(edition=edition, ranking=placement.scored)


def explain_rank(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
    passages: Passages = unjudged,
) -> tuple[Ranked, ...]:
    """The topics of an edition in their order, each with the factors of its score."""
    ready = prepare(topics, now=now, layout=layout, earlier=earlier, edits=edits, passages=passages)
    return rank(ready.picked.fresh, ready.context)


def with_descriptions(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topics with kind and furniture of their stories known, learned from these if need be."""
    return with_stories(topics, described([story for topic in topics for story in topic.stories]))


def prepare(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
    passages: Passages = unjudged,
) -> Prepared:
    """What may be told, for `composed_in`; arguments as `compose` takes them."""
    topics = with_descriptions(topics)
    name = edition_id(layout, now)
    rulings = EditsInForce.of(edits, edition_id=name, now=now)
    stories = {story.id: story for topic in topics for story in topic.stories}
    morning = Morning(stories.values(), passages)
    context = EditionContext(
        layout=layout,
        now=now,
        rulings=rulings,
        morning=morning,
        tally=NameTally(morning),
        stories=stories,
    )
    published = Published.of(earlier, but=name)
    picked = pick(topics, published, rulings)
    fresh = tuple(
        replace(topic, events=purified(topic.events, context.morning, rulings.together()))
        for topic in picked.fresh
    )
    return Prepared(
        topics=topics, context=context, published=published, picked=replace(picked, fresh=fresh)
    )


def _blocks(
    placement: Placement, picked: Picked, published: Published, context: EditionContext
) -> tuple[Block, ...]:
    """Every block that has something in it, in the layout's order."""
    today = context.layout.day(context.now)
    content = _topics(placement, context)
    content += _aside(placement, context.after(*content))
    content += _some(must_reads(placement.rest, context), context)
    content += _some(still_running(picked.running, published, today), context)
    cited = {name for block in content for name in block_stories(block)}
    stories = [story for topic in placement.ranked for story in topic.stories if story.id in cited]
    every = [*content, *frame_blocks(content, stories, published, context)]
    places = context.layout.blocks
    return tuple(block for name in places for block in every if _name(block) == name)


def _topics(placement: Placement, context: EditionContext) -> list[Block]:
    if context.layout.digest:
        return _digest(placement, context)
    blocks: list[Block] = [lead_block(fresh, context) for fresh in placement.lead]
    for fresh in placement.topics if "topics" in context.layout.blocks else ():
        blocks.append(topic_block(fresh, context.after(*blocks)))
    return blocks


def _digest(placement: Placement, context: EditionContext) -> list[Block]:
    """A line for each topic; none leads."""
    blocks: list[Block] = []
    for fresh in (*placement.lead, *placement.topics):
        blocks.append(digest_line(fresh, context.after(*blocks)))
    return blocks


def _aside(placement: Placement, context: EditionContext) -> list[Block]:
    """What stands between and after the topics, and quotes what they do not."""
    aside: list[Block] = []
    if "watch" in context.layout.blocks:
        aside += watch_blocks(placement.ranked, context)
    aside += _some(in_brief(placement.briefs, context.after(*aside)), context)
    for fresh in placement.last:
        aside += _some(finally_block(fresh, context.after(*aside)), context)
    main = (*placement.lead, *placement.topics)
    return aside + _some(quote_of_the_day(main, context.after(*aside)), context)


def _some(block: Block | None, context: EditionContext) -> list[Block]:
    """The block, if there is one and the layout has a place for it."""
    return [block] if block is not None and _name(block) in context.layout.blocks else []


def _name(block: Block) -> str:
    """The name a layout gives to a block's place."""
    return "topics" if block.kind == "topic" else block.kind


def _references(
    blocks: Iterable[Block], stories: dict[str, Story], layout: Layout
) -> tuple[Reference, ...]:
    """Every story the blocks show, in order of first mention; those without a line come last."""
    blocks = tuple(blocks)
    topics = (block for block in blocks if isinstance(block, Lead | TopicBlock))
    echoes = {name for block in topics for name in block.echoes}
    mentioned = dict.fromkeys(name for block in blocks for name in block_stories(block))
    names = sorted(mentioned, key=lambda name: name in echoes)
    return tuple(_reference(stories[name], layout) for name in names)


def _reference(story: Story, layout: Layout) -> Reference:
    return Reference(
        story_id=story.id,
        title=story.title,
        title_derived=story.title_derived,
        outlet=layout.known_outlet(story),
        source=story.source,
        text_sha256=text_sha256(story.text),
        url=story.url,
        author=story.author,
        published=story.published,
        language=story.language,
    )
