"""Block -> view, one function a kind; None leaves the block out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from briefing.models import Edition
from briefing.models import edition as blocks
from briefing.rendering import views
from briefing.rendering.edition_references import References, link_view, numbered, unique
from briefing.rendering.links import page_link
from briefing.rendering.prose import prose
from briefing.rendering.reader_name import without_name
from briefing.text.clean import one_line
from briefing.text.urls import web_url


def _masthead(block: blocks.Masthead, _: References) -> views.MastheadView:
    return views.MastheadView(
        title=one_line(block.title),
        date=block.date,
        minutes=block.minutes,
        tagline=one_line(block.tagline),
        number=block.number,
    )


def _welcome(block: blocks.Welcome, _: References) -> views.WelcomeView | None:
    text = without_name(block.text)
    return views.WelcomeView(text=text) if text else None


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
    every = [quote.story for quote in (*quotes, *section_quotes, *why, *only)]
    owner = "" if block.retitled else _owner(story, (*quotes, *section_quotes, *why))
    shown = {owner, *(each.outlet for each in (*every, *related))}
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
        outlets=tuple(name for name in references.outlets(block.outlets) if name not in shown),
        photo=references.photo(block.photo, story),
        developing=_developing(block.developing),
        retitled=block.retitled,
        byline=tuple(references.story(name) for name in block.byline),
        headline_of=owner,
        full_story=_full_story(block, references),
        also_in=block.also_in,
        line=isinstance(block, blocks.TopicBlock) and block.line,
        topic_id=block.topic_id,
        named=numbered([story], quotes, section_quotes, heads, why, only, related),
    )


def _section(section: blocks.Section, references: References) -> views.SectionView:
    story, quotes = references.story(section.story_id), references.quotes(section.sentences)
    return views.SectionView(
        title=one_line(section.title),
        story=story,
        quotes=quotes,
        headline_of=_owner(story, quotes),
    )


def _owner(story: views.StoryView, quotes: Sequence[views.QuoteView]) -> str:
    """The outlet of a headline's story, where nothing else of it is quoted; else ""."""
    return "" if any(quote.story == story for quote in quotes) else story.outlet


def _full_story(
    block: blocks.Lead | blocks.TopicBlock, references: References
) -> views.StoryView | None:
    story = references.story(block.full_story) if block.full_story else None
    return story if story and story.url else None


def _developing(developing: blocks.Developing | None) -> views.DevelopingView | None:
    if developing is None:
        return None
    return views.DevelopingView(first=developing.first, update=developing.update)


def _watch(block: blocks.Watch, references: References) -> views.WatchView | None:
    """One video: `_together` makes one block of all. Without an address there is nothing to see."""
    url = web_url(block.video.url)
    if not url:
        return None
    story = references.story(block.story_id)
    words, credit = one_line(block.video.caption) or story.title, one_line(block.video.credit)
    video = views.VideoView(story=story, caption=words, credit=credit, url=url)
    return views.WatchView(videos=(video,), named=(story,))


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


def _note(
    block: blocks.Note | blocks.Intro | blocks.SignOff, _: References
) -> views.NoteView | None:
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
    filled = ((item, prose(item.text)) for item in block.items)
    items = tuple(
        views.CorrectionView(date=item.edition_date, prose=words, url=page_link(item.url))
        for item, words in filled
        if words
    )
    return views.CorrectionsView(items=items) if items else None


def _colophon(block: blocks.Colophon, references: References) -> views.ColophonView:
    return views.ColophonView(sources=references.outlets(block.sources), stories=block.stories)


# The pages readers look for first, in this order; the others follow as they are configured.
_FIRST_LINKS: tuple[blocks.LinkPurpose, ...] = ("unsubscribe", "preferences", "view")


def _footer(block: blocks.Footer, _: References) -> views.FooterView | None:
    links = [(link, view) for link in block.links if (view := link_view(link))]
    sign_up = next((view for link, view in links if link.purpose == "subscribe"), None)
    listed = [pair for pair in links if pair[1] != sign_up and pair[0].purpose != "made"]
    listed.sort(key=lambda pair: _place(pair[0].purpose))
    address = one_line(block.address)
    if not (links or address):
        return None
    return views.FooterView(
        links=tuple(view for _, view in listed),
        address=address,
        sign_up=sign_up,
        leaving=any(link.purpose == "unsubscribe" for link, _ in listed),
    )


def _place(purpose: blocks.LinkPurpose) -> int:
    return _FIRST_LINKS.index(purpose) if purpose in _FIRST_LINKS else len(_FIRST_LINKS)


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
        case blocks.Note() | blocks.Intro() | blocks.SignOff():
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


# What the letter says after its end, in this order: the small print.
_CLOSING = ("colophon", "sources", "footer")
# Fewer topics after the lead need no contents. Chosen.
FEWEST_LINES = 3
# More are no glance. Chosen.
MOST_LINES = 5


def edition_view(edition: Edition, language: str = "") -> views.EditionView:
    """The view of an edition; `RenderError` where a block names a story without a reference.

    `language` is that of the words around the stories, the edition's own by default.
    """
    references = References.of(edition, language)
    filled = (view_of(block, references) for block in edition.blocks)
    filled = (_linked(view, edition) for view in filled)
    own_and_foreign = _with_foreign_part(tuple(view for view in filled if view is not None))
    blocks = _anchored(_together(own_and_foreign))
    topics = [view for view in blocks if isinstance(view, views.TopicView)]
    return views.EditionView(
        title=one_line(edition.title),
        subject=one_line(edition.subject),
        preheader=one_line(edition.preheader),
        language=one_line(edition.language),
        date=edition.date,
        tags=unique(tag for view in topics for tag in view.tags),
        outlets=unique(story.outlet for story in references.stories.values()),
        blocks=_with_sources(_with_contents(blocks), references),
        tagline=next((view.tagline for view in blocks if isinstance(view, views.MastheadView)), ""),
    )


def _linked(view: views.View | None, edition: Edition) -> views.View | None:
    """A colophon with the way to all sources, where the footer's links have one."""
    if not isinstance(view, views.ColophonView):
        return view
    footers = (block for block in edition.blocks if isinstance(block, blocks.Footer))
    links = (link for footer in footers for link in footer.links if link.purpose == "made")
    return replace(view, made=next(filter(None, map(link_view, links)), None))


def _together(blocks: Sequence[views.View]) -> list[views.View]:
    """The blocks with all videos in the first block that shows one."""
    watches = [view for view in blocks if isinstance(view, views.WatchView)]
    if not watches:
        return list(blocks)
    videos = tuple(video for view in watches for video in view.videos)
    every = views.WatchView(videos=videos, named=numbered(video.story for video in videos))
    kept = [view for view in blocks if view is watches[0] or view not in watches]
    return [every if view is watches[0] else view for view in kept]


def _anchored(blocks: Sequence[views.View]) -> tuple[views.View, ...]:
    """The blocks, each topic with the name of its place."""
    return tuple(
        replace(view, anchor=f"t{place}") if isinstance(view, views.TopicView) else view
        for place, view in enumerate(blocks)
    )


def _with_contents(blocks: tuple[views.View, ...]) -> tuple[views.View, ...]:
    """The contents go before the first topic, where enough follow the lead; a digest is its own."""
    topics = [view for view in blocks if isinstance(view, views.TopicView) and view.title]
    lines = tuple(
        views.ContentsLine(title=view.title, anchor=view.anchor, story=view.headline_story)
        for view in topics
        if view.kind != "lead" and not view.line
    )
    if len(lines) < FEWEST_LINES:
        return blocks
    at = blocks.index(topics[0])
    return (*blocks[:at], views.ContentsView(lines=lines[:MOST_LINES]), *blocks[at:])


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
    """The blocks with the source list, and the small print at the end."""
    stories = tuple(references.stories.values())
    if not stories:
        return blocks
    sources = views.StoriesView(kind="sources", stories=stories, named=stories)
    letter = [view for view in blocks if view.kind not in _CLOSING]
    closing = [view for view in blocks if view.kind in _CLOSING]
    return (*letter, *sorted([*closing, sources], key=lambda view: _CLOSING.index(view.kind)))
