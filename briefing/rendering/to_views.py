"""Block -> view, one function a kind; None leaves the block out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from briefing.models import Edition
from briefing.models import edition as blocks
from briefing.rendering import views
from briefing.rendering.prose import prose
from briefing.rendering.references import Book, link_view, numbered, unique
from briefing.text.clean import one_line
from briefing.text.urls import web_url

# Where the welcome asks for the reader's name, with what goes with it where there is none.
NAME = re.compile(r"(?:,\s*+|(?<!\s)\s++)?\{name\}")


def _masthead(block: blocks.Masthead, _: Book) -> views.MastheadView:
    return views.MastheadView(
        title=one_line(block.title),
        date=block.date,
        minutes=block.minutes,
        tagline=one_line(block.tagline),
        number=block.number,
    )


def _welcome(block: blocks.Welcome, _: Book) -> views.WelcomeView | None:
    text, link = one_line(NAME.sub("", block.text)), link_view(block.link)
    return views.WelcomeView(text=text, link=link) if text or link else None


def _topic(block: blocks.Lead | blocks.TopicBlock, book: Book) -> views.TopicView | None:
    story, title = book.story(block.story_id), one_line(block.title)
    quotes, why, only = (book.quotes(part) for part in (block.sentences, block.why, block.only))
    sections = tuple(_section(part, book) for part in getattr(block, "sections", ()))
    if not (title or quotes or sections):
        return None
    related = tuple(book.story(story_id) for story_id in block.related)
    told = [quote for section in sections for quote in section.quotes]
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
        photo=book.photo(block.photo, story),
        developing=_developing(block.developing),
        named=numbered([story], quotes, told, heads, why, only, related),
    )


def _section(section: blocks.Section, book: Book) -> views.SectionView:
    return views.SectionView(
        title=one_line(section.title),
        story=book.story(section.story_id),
        quotes=book.quotes(section.sentences),
    )


def _developing(developing: blocks.Developing | None) -> views.DevelopingView | None:
    if developing is None:
        return None
    return views.DevelopingView(first=developing.first, update=developing.update)


def _watch(block: blocks.Watch, book: Book) -> views.WatchView | None:
    url = web_url(block.video.url)
    caption, credit = one_line(block.video.caption), one_line(block.video.credit)
    if not (caption or credit or url):
        return None
    story = book.story(block.story_id)
    shown = caption or story.title
    return views.WatchView(story=story, caption=shown, credit=credit, url=url, named=(story,))


def _must_reads(block: blocks.MustReads, book: Book) -> views.StoriesView | None:
    stories = tuple(book.story(story_id) for story_id in block.story_ids)
    if not stories:
        return None
    return views.StoriesView(kind=block.kind, stories=stories, named=numbered(stories))


def _in_brief(block: blocks.InBrief, book: Book) -> views.InBriefView | None:
    items = tuple(
        views.BriefView(
            story=book.story(item.story_id),
            quote=book.quote(item.sentence) if item.sentence else None,
        )
        for item in block.items
    )
    quotes = [item.quote for item in items if item.quote]
    named = numbered([item.story for item in items], quotes)
    return views.InBriefView(items=items, named=named) if items else None


def _still_running(block: blocks.StillRunning, book: Book) -> views.StillRunningView | None:
    items = tuple(
        views.RunningView(
            title=one_line(item.title), story=book.story(item.story_id), first=item.first
        )
        for item in block.items
    )
    named = numbered(item.story for item in items)
    return views.StillRunningView(items=items, named=named) if items else None


def _quote(block: blocks.Quote, book: Book) -> views.SayingView | None:
    quote = book.quote(block.sentence)
    return views.SayingView(quote=quote, named=(quote.story,)) if quote else None


def _finally(block: blocks.Finally, book: Book) -> views.FinallyView | None:
    story, quotes = book.story(block.story_id), book.quotes(block.sentences)
    if not (story.title or quotes):
        return None
    photo, named = book.photo(block.photo, story), numbered([story], quotes)
    return views.FinallyView(story=story, quotes=quotes, photo=photo, named=named)


def _chart(block: blocks.Chart, _: Book) -> views.ChartView | None:
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


def _note(block: blocks.Note, _: Book) -> views.NoteView | None:
    words = prose(block.text)
    return (
        views.NoteView(kind=block.kind, prose=words, author=one_line(block.author))
        if words
        else None
    )


def _notice(block: blocks.Notice, _: Book) -> views.NoteView | None:
    words = prose(block.text)
    return views.NoteView(kind=block.kind, prose=words) if words else None


def _corrections(block: blocks.Corrections, _: Book) -> views.CorrectionsView | None:
    found = ((item.date, prose(item.text)) for item in block.items)
    items = tuple(views.CorrectionView(date=day, prose=words) for day, words in found if words)
    return views.CorrectionsView(items=items) if items else None


def _colophon(block: blocks.Colophon, book: Book) -> views.ColophonView:
    ledger = book.ledger
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


def _footer(block: blocks.Footer, _: Book) -> views.FooterView | None:
    found = (link_view(link) for link in block.links)
    links = tuple(link for link in found if link)
    address = one_line(block.address)
    return views.FooterView(links=links, address=address) if links or address else None


VIEWS: dict[str, Callable[[Any, Book], views.View | None]] = {
    "masthead": _masthead,
    "welcome": _welcome,
    "lead": _topic,
    "topic": _topic,
    "watch": _watch,
    "must_reads": _must_reads,
    "in_brief": _in_brief,
    "still_running": _still_running,
    "quote": _quote,
    "chart": _chart,
    "finally": _finally,
    "note": _note,
    "notice": _notice,
    "corrections": _corrections,
    "colophon": _colophon,
    "footer": _footer,
}


_CLOSING = {"colophon", "footer"}


def look_up(edition: Edition) -> views.EditionView:
    """The view of an edition; `RenderError` where a block names a story without a reference."""
    book = Book.of(edition)
    shown = (VIEWS[block.kind](block, book) for block in edition.blocks)
    blocks = tuple(view for view in shown if view is not None)
    return views.EditionView(
        title=one_line(edition.title),
        subject=one_line(edition.subject),
        preheader=one_line(edition.preheader),
        language=one_line(edition.language),
        date=edition.date,
        tags=unique(tag for view in blocks for tag in getattr(view, "tags", ())),
        outlets=unique(story.outlet for story in book.stories.values()),
        blocks=_with_sources(blocks, book),
    )


def _with_sources(blocks: tuple[views.View, ...], book: Book) -> tuple[views.View, ...]:
    """The source list goes before the colophon, else before the footer, else to the end."""
    stories = tuple(book.stories.values())
    if not stories:
        return blocks
    sources = views.StoriesView(kind="sources", stories=stories, named=stories)
    closing = [at for at, view in enumerate(blocks) if view.kind in _CLOSING]
    at = closing[0] if closing else len(blocks)
    return (*blocks[:at], sources, *blocks[at:])
