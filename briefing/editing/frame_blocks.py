"""The blocks that are not stories: masthead, welcome, notes, notices, colophon, footer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefing.editing.citations import block_sentences
from briefing.editing.context import EditionContext
from briefing.editing.layout import Layout
from briefing.editing.published import Published
from briefing.models import (
    Block,
    Colophon,
    Corrections,
    Footer,
    InBrief,
    Intro,
    Lead,
    Link,
    Masthead,
    MustReads,
    Note,
    Notice,
    SignOff,
    Story,
    TopicBlock,
    Welcome,
    count_words,
)

WORDS_A_MINUTE = 230  # silent reading of non-fiction: Brysbaert 2019, 238 words a minute


def frame_blocks(
    content: Sequence[Block], stories: Sequence[Story], published: Published, task: EditionContext
) -> list[Block]:
    """Every such block that has something to say."""
    layout = task.layout
    frame: list[Block] = [_masthead(content, task)]
    frame += _welcome(published, task)
    frame += _own_words(task)
    frame += [Note(text=edit.value, author=edit.by) for edit in task.rulings.notes()]
    frame += [Corrections(items=layout.corrections)] if layout.corrections else []
    frame += [Notice(text=layout.notice)] if layout.notice else []
    frame += _chart(layout)
    frame.append(_colophon(stories, layout))
    if layout.links or layout.address:
        frame.append(Footer(links=layout.links, address=layout.address))
    return frame


def _welcome(published: Published, task: EditionContext) -> list[Block]:
    """The editor's line of the day, else the newsletter's; none the last edition had already."""
    layout = task.layout
    text = task.rulings.welcome() or layout.welcome
    last = published.editions[-1].blocks if published.editions else ()
    said = any(isinstance(block, Welcome) and block.text == text for block in last)
    return [Welcome(text=text, link=_sign_up(layout))] if text and not said else []


def _own_words(task: EditionContext) -> list[Block]:
    """What the editor says before the first story and after the last."""
    intro, sign_off = task.rulings.intro(), task.rulings.sign_off()
    words: list[Block] = [Intro(text=intro.value, author=intro.by)] if intro else []
    return words + ([SignOff(text=sign_off.value, author=sign_off.by)] if sign_off else [])


def _masthead(content: Sequence[Block], task: EditionContext) -> Masthead:
    layout = task.layout
    return Masthead(
        title=layout.title,
        tagline=layout.tagline,
        date=layout.day(task.now),
        number=layout.number,
        minutes=max(1, math.ceil(_words(content) / WORDS_A_MINUTE)),
    )


def _words(content: Sequence[Block]) -> int:
    """Words a reader reads: sentences, and headlines at some ten words each."""
    sentences = sum(
        count_words(sentence.text) for block in content for sentence in block_sentences(block)
    )
    return sentences + 10 * sum(_headlines(block) for block in content)


def _headlines(block: Block) -> int:
    if isinstance(block, Lead | TopicBlock):
        return 1 + len(block.related)
    if isinstance(block, MustReads):
        return len(block.story_ids)
    return len(block.items) if isinstance(block, InBrief) else 0


def _sign_up(layout: Layout) -> Link | None:
    return next((link for link in layout.links if link.purpose == "subscribe"), None)


def _chart(layout: Layout) -> list[Block]:
    chart = layout.chart
    return [chart] if chart is not None and chart.bars else []


def _colophon(stories: Sequence[Story], layout: Layout) -> Colophon:
    outlets = tuple(
        sorted(
            set(map(layout.known_outlet, stories)) - {""},
            key=lambda name: (name.casefold(), name),
        )
    )
    return Colophon(sources=outlets, stories=len(stories), method=layout.method)
