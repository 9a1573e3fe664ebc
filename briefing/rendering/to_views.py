"""Block -> view, one function a kind; None leaves the block out."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import assert_never

from briefing.models import Edition
from briefing.models import edition as blocks
from briefing.rendering import views
from briefing.rendering.edition_references import References, link_view, numbered, unique
from briefing.rendering.prose import prose
from briefing.text.clean import one_line
from briefing.text.urls import web_url

# Where the welcome asks for the reader's name, with what goes with it where there is none.
NAME = re.compile(r"(?:,\s*+|(?<!\s)\s++)?\{name\}")


def _masthead(block: blocks.Masthead, _: References) -> views.MastheadView:
    return views.MastheadView(
        title=one_line(block.title),
        date=block.date,
        minutes=block.minutes,
        tagline=one_line(block.tagline),
        number=block.number,
    )


def _welcome(block: blocks.Welcome, _: References) -> views.WelcomeView | None:
    text, link = one_line(NAME.sub("", block.text)), link_view(block.link)
    return views.WelcomeView(text=text, link=link) if text or link else None


def _topic(
    block: blocks.Lead | blocks.TopicBlock, references: References
) -> views.TopicView | None:
    story, title = references.story(block.story_id), one_line(block.title)
    quotes, why, only = (
        references.quotes(part) for part in (block.sentences, block.why, block.only)
    )
    parts = block.sections if isinstance(block, blocks.Lead) else ()
    sections = tuple(_section(part, references) for part in parts)
    if not (title or quotes or sections):
        return None
    related = tuple(references.story(story_id) for story_id in block.related)
    section_quotes = [quote for section in sections for quote in section.quotes]
    heads = [section.story for section in sections]
    return views.TopicView(
        kind=block.kind,
        title=title,
        kicker=one_line(block.kicker),
        story=story,
        quotes=quotes,
        sections=sections,
        why=why,
        only=only,
        related=related,
        tags=unique(one_line(tag) for tag in block.tags),
        outlets=unique(one_line(outlet) for outlet in block.outlets),
        photo=references.photo(block.photo, story),
        developing=_developing(block.developing),
        retitled=block.retitled,
        also_in=block.also_in,
        line=isinstance(block, blocks.TopicBlock) and block.line,
        named=numbered([story], quotes, section_quotes, heads, why, only, related),
    )


def _section(section: blocks.Section, references: References) -> views.SectionView:
    return views.SectionView(
        title=one_line(section.title),
        story=references.story(section.story_id),
        quotes=references.quotes(section.sentences),
    )


def _developing(developing: blocks.Developing | None) -> views.DevelopingView | None:
    if developing is None:
        return None
    return views.DevelopingView(first=developing.first, update=developing.update)


def _watch(block: blocks.Watch, references: References) -> views.WatchView | None:
    url = web_url(block.video.url)
    caption, credit = one_line(block.video.caption), one_line(block.video.credit)
    if not (caption or credit or url):
        return None
    story = references.story(block.story_id)
    words = caption or story.title
    return views.WatchView(story=story, caption=words, credit=credit, url=url, named=(story,))


def _must_reads(block: blocks.MustReads, references: References) -> views.StoriesView | None:
    stories = tuple(references.story(story_id) for story_id in block.story_ids)
    if not stories:
        return None
    return views.StoriesView(kind=block.kind, stories=stories, named=numbered(stories))


def _in_brief(block: blocks.InBrief, references: References) -> views.InBriefView | None:
    items = tuple(
        views.BriefView(
            story=references.story(item.story_id),
            quote=references.quote(item.sentence) if item.sentence else None,
        )
        for item in block.items
    )
    quotes = [item.quote for item in items if item.quote]
    named = numbered([item.story for item in items], quotes)
    return views.InBriefView(items=items, named=named) if items else None


def _still_running(
    block: blocks.StillRunning, references: References
) -> views.StillRunningView | None:
    items = tuple(
        views.RunningView(
            title=one_line(item.title), story=references.story(item.story_id), first=item.first
        )
        for item in block.items
    )
    named = numbered(item.story for item in items)
    return views.StillRunningView(items=items, named=named) if items else None


def _quote(block: blocks.Quote, references: References) -> views.QuoteBlockView | None:
    quote = references.quote(block.sentence)
    return views.QuoteBlockView(quote=quote, named=(quote.story,)) if quote else None


def _finally(block: blocks.Finally, references: References) -> views.FinallyView | None:
    story, quotes = references.story(block.story_id), references.quotes(block.sentences)
    if not (story.title or quotes):
        return None
    photo, named = references.photo(block.photo, story), numbered([story], quotes)
    return views.FinallyView(story=story, quotes=quotes, photo=photo, named=named)


def _chart(block: blocks.Chart, _: References) -> views.ChartView | None:
    finite = [bar for bar in block.bars if math.isfinite(bar.value)]
    if not finite:
        return None
    largest = max(abs(bar.value) for bar in finite) or 1
    bars = tuple(
        views.BarView(
            label=one_line(bar.label),
            value=bar.value,
            share=round(max(bar.value, 0) / largest * 100),
        )
        for bar in finite
    )
    return views.ChartView(
        title=one_line(block.title),
        spec=block.spec,
        bars=bars,
        unit=one_line(block.unit),
        source=one_line(block.source),
    )


def _note(block: blocks.Note, _: References) -> views.NoteView | None:
    words = prose(block.text)
    return (
        views.NoteView(kind=block.kind, prose=words, author=one_line(block.author))
        if words
        else None
    )


def _notice(block: blocks.Notice, _: References) -> views.NoteView | None:
    words = prose(block.text)
    return views.NoteView(kind=block.kind, prose=words) if words else None


def _corrections(block: blocks.Corrections, _: References) -> views.CorrectionsView | None:
    dated = ((item.date, prose(item.text)) for item in block.items)
    items = tuple(views.CorrectionView(date=day, prose=words) for day, words in dated if words)
    return views.CorrectionsView(items=items) if items else None


def _colophon(block: blocks.Colophon, references: References) -> views.ColophonView:
    ledger = references.ledger
    return views.ColophonView(
        sources=unique(one_line(source) for source in block.sources),
        stories=block.stories,
        method=one_line(block.method),
        considered=ledger.considered,
        used=ledger.used,
        failed=unique(
            one_line(line.name) for line in ledger.sources if line.error and not line.stale
        ),
        stale=unique(one_line(line.name) for line in ledger.sources if line.stale),
        notes=unique(one_line(note) for note in ledger.notes),
    )


def _footer(block: blocks.Footer, _: References) -> views.FooterView | None:
    views_of_links = (link_view(link) for link in block.links)
    links = tuple(link for link in views_of_links if link)
    address = one_line(block.address)
    return views.FooterView(links=links, address=address) if links or address else None


def view_of(block: blocks.Block, references: References) -> views.View | None:
    """The view of a block; a kind without a case is an error of types."""
    match block:
        case blocks.Masthead():
            return _masthead(block, references)
        case blocks.Welcome():
            return _welcome(block, references)
        case blocks.Lead() | blocks.TopicBlock():
            return _topic(block, references)
        case blocks.Watch():
            return _watch(block, references)
        case blocks.Note():
            return _note(block, references)
        case blocks.InBrief():
            return _in_brief(block, references)
        case blocks.Quote():
            return _quote(block, references)
        case blocks.Chart():
            return _chart(block, references)
        case blocks.MustReads():
            return _must_reads(block, references)
        case blocks.StillRunning():
            return _still_running(block, references)
        case blocks.Finally():
            return _finally(block, references)
        case blocks.Corrections():
            return _corrections(block, references)
        case blocks.Notice():
            return _notice(block, references)
        case blocks.Colophon():
            return _colophon(block, references)
        case blocks.Footer():
            return _footer(block, references)
        case _:
            assert_never(block)


_CLOSING = {"colophon", "footer"}


def edition_view(edition: Edition) -> views.EditionView:
    """The view of an edition; `RenderError` where a block names a story without a reference."""
    references = References.of(edition)
    filled = (view_of(block, references) for block in edition.blocks)
    blocks = _with_foreign_part(tuple(view for view in filled if view is not None))
    topics = [view for view in blocks if isinstance(view, views.TopicView)]
    return views.EditionView(
        title=one_line(edition.title),
        subject=one_line(edition.subject),
        preheader=one_line(edition.preheader),
        language=one_line(edition.language),
        date=edition.date,
        tags=unique(tag for view in topics for tag in view.tags),
        outlets=unique(story.outlet for story in references.stories.values()),
        blocks=_with_sources(blocks, references),
    )


def _with_foreign_part(every: tuple[views.View, ...]) -> tuple[views.View, ...]:
    """The first of the topics that end an edition in other languages opens a part of its own."""
    topics = [view for view in every if isinstance(view, views.TopicView)]
    own = [place for place, view in enumerate(topics) if not view.story.language]
    first = own[-1] + 1 if own else len(topics)
    if not own or first == len(topics):
        return every
    opening = topics[first]
    return tuple(replace(view, opens_foreign=True) if view is opening else view for view in every)


def _with_sources(blocks: tuple[views.View, ...], references: References) -> tuple[views.View, ...]:
    """The source list goes before the colophon, else before the footer, else to the end."""
    stories = tuple(references.stories.values())
    if not stories:
        return blocks
    sources = views.StoriesView(kind="sources", stories=stories, named=stories)
    closing = [at for at, view in enumerate(blocks) if view.kind in _CLOSING]
    at = closing[0] if closing else len(blocks)
    return (*blocks[:at], sources, *blocks[at:])
