"""An edition as the site lists it: what it told of each topic, from whom, and who was read.

An edition that went out never changes, so this is made of it once and kept.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.models import Edition, Finally, InBrief, Rhythm, SourceLine
from briefing.rendering.edition_references import References
from briefing.rendering.to_views import edition_view
from briefing.rendering.views import QuoteView, StoryView, TopicView
from briefing.text.clean import one_line
from briefing.text.search_words import fold
from briefing.web.site.addresses import slug_of

# Names of places in an edition's page where no topic's own is.
IN_BRIEF, FINALLY = "in-brief", "finally"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one edition told of one topic.

    `anchor` is its place in the edition's page; `story` whose language its headline is in;
    `folded` are its words as a search compares them.
    """

    topic: str
    title: str
    anchor: str
    story: StoryView
    quotes: tuple[QuoteView, ...]
    kicker: str = ""
    tags: tuple[str, ...] = ()
    folded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One public edition; `sentences` counts what it quotes of each outlet."""

    id: str
    date: dt.date
    created: dt.datetime
    subject: str
    preheader: str
    language: str
    rhythm: Rhythm
    told: tuple[Told, ...]
    sources: tuple[SourceLine, ...]
    sentences: Mapping[str, int]
    considered: int
    used: int


def issue_of(edition: Edition, rhythm: Rhythm = "daily") -> Issue:
    """The edition as the site lists it; RenderError where a block names an unknown story."""
    told = tuple(_told(edition))
    quoted = (quote.story.outlet for each in told for quote in each.quotes)
    return Issue(
        id=edition.id,
        date=edition.date,
        created=edition.created,
        subject=one_line(edition.subject),
        preheader=one_line(edition.preheader),
        language=edition.language,
        rhythm=rhythm,
        told=told,
        sources=edition.ledger.sources,
        sentences=Counter(outlet for outlet in quoted if outlet),
        considered=edition.ledger.considered,
        used=edition.ledger.used,
    )


def _told(edition: Edition) -> Iterator[Told]:
    """The topics in the edition's order, then what is told in a line, then what it ends on."""
    blocks = edition_view(edition).blocks
    yield from (_topic(view) for view in blocks if isinstance(view, TopicView))
    references = References.of(edition)
    for block in edition.blocks:
        if isinstance(block, InBrief):
            for brief in block.items:
                spans = (brief.sentence,) if brief.sentence else ()
                story = references.story(brief.story_id)
                yield _short(brief.topic_id, story, references.quotes(spans), IN_BRIEF)
        elif isinstance(block, Finally):
            story = references.story(block.story_id)
            yield _short(block.topic_id, story, references.quotes(block.sentences), FINALLY)


def _topic(view: TopicView) -> Told:
    sections = tuple(quote for section in view.sections for quote in section.quotes)
    title, quotes = view.title or view.story.title, (*view.quotes, *sections, *view.why, *view.only)
    return Told(
        topic=view.topic_id,
        title=title,
        anchor=view.anchor,
        story=view.headline_story,
        quotes=quotes,
        kicker=view.kicker,
        tags=tuple(tag for tag in view.tags if slug_of(tag)),
        folded=_folded(title, quotes),
    )


def _short(topic: str, story: StoryView, quotes: tuple[QuoteView, ...], anchor: str) -> Told:
    return Told(
        topic=topic,
        title=story.title,
        anchor=anchor,
        story=story,
        quotes=quotes,
        folded=_folded(story.title, quotes),
    )


def _folded(title: str, quotes: tuple[QuoteView, ...]) -> str:
    return fold(" ".join((title, *(quote.text for quote in quotes))))
