"""The blocks that are not stories: masthead, welcome, notes, notices, colophon, footer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefing.editing.citations import quoted
from briefing.editing.context import Assignment
from briefing.editing.layout import Layout
from briefing.models import (
    Block,
    Chart,
    Colophon,
    Corrections,
    Footer,
    InBrief,
    Lead,
    Link,
    Masthead,
    MustReads,
    Note,
    Notice,
    Story,
    TopicBlock,
    Welcome,
    count_words,
)

WORDS_A_MINUTE = 230  # silent reading of non-fiction: Brysbaert 2019, 238 words a minute
SIGN_UP = "Sign up"


def furniture(told: Sequence[Block], stories: Sequence[Story], task: Assignment) -> list[Block]:
    """Every such block that has something to say."""
    layout = task.layout
    found: list[Block] = [_masthead(told, task)]
    found += [Welcome(text=layout.welcome, link=_sign_up(layout))] if layout.welcome else []
    found += [Note(text=edit.value, author=edit.by) for edit in task.rulings.notes()]
    found += [Corrections(items=layout.corrections)] if layout.corrections else []
    found += [Notice(text=layout.notice)] if layout.notice else []
    found += _chart(layout)
    found.append(_colophon(stories, layout))
    if layout.links or layout.address:
        found.append(Footer(links=layout.links, address=layout.address))
    return found


def _masthead(told: Sequence[Block], task: Assignment) -> Masthead:
    layout = task.layout
    return Masthead(
        title=layout.title,
        tagline=layout.tagline,
        date=layout.day(task.now),
        number=layout.number,
        minutes=max(1, math.ceil(_words(told) / WORDS_A_MINUTE)),
    )


def _words(told: Sequence[Block]) -> int:
    """Words a reader reads: sentences, and headlines at some ten words each."""
    sentences = sum(count_words(one.text) for block in told for one in quoted(block))
    return sentences + 10 * sum(_headlines(block) for block in told)


def _headlines(block: Block) -> int:
    if isinstance(block, Lead | TopicBlock):
        return 1 + len(block.related)
    if isinstance(block, MustReads):
        return len(block.story_ids)
    return len(block.items) if isinstance(block, InBrief) else 0


def _sign_up(layout: Layout) -> Link | None:
    return next((link for link in layout.links if link.label == SIGN_UP), None)


def _chart(layout: Layout) -> list[Block]:
    chart = layout.chart
    if chart is None or not chart.bars:
        return []
    return [
        Chart(
            title=chart.title,
            spec=chart.spec,
            bars=chart.bars,
            unit=chart.unit,
            source=chart.source,
        )
    ]


def _colophon(stories: Sequence[Story], layout: Layout) -> Colophon:
    outlets = tuple(
        sorted({story.outlet for story in stories}, key=lambda name: (name.casefold(), name))
    )
    return Colophon(sources=outlets, stories=len(stories), method=layout.method)
