"""Edition -> EditionView: empty blocks go, references are looked up, text is cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from briefing.rendering.prose import note_view

from briefing.errors import RenderError
from briefing.models import Edition
from briefing.models.edition import (
    Colophon,
    Footer,
    Lead,
    Masthead,
    MustReads,
    Note,
    Reference,
    TopicBlock,
    Watch,
)
from briefing.models.story import Media, Sentence
from briefing.rendering import views
from briefing.rendering.fragments import to_sentence
from briefing.text.clean import one_line
from briefing.text.urls import web_url


def look_up(edition: Edition) -> views.EditionView:
    """The view of an edition; `RenderError` where a block names a story without a reference."""
    book = _Book.of(edition)
    shown = [_VIEWS[block.kind](block, book) for block in edition.blocks if block.kind in _VIEWS]
    blocks = tuple(view for view in shown if view is not None)
    return views.EditionView(
        title=one_line(edition.title),
        subject=one_line(edition.subject),
        preheader=one_line(edition.preheader),
        language=one_line(edition.language),
        date=edition.date,
        tags=_unique(tag for view in blocks for tag in getattr(view, "tags", ())),
        outlets=_unique(story.outlet for story in book.stories.values()),
        blocks=_with_sources(blocks, book),
    )


@dataclass(frozen=True, slots=True)
class _Book:
    """The edition's references by story id, ready to show."""

    edition_id: str
    stories: dict[str, views.StoryView]

    @classmethod
    def of(cls, edition: Edition) -> _Book:
        numbered = enumerate(edition.references, 1)
        return cls(edition.id, {ref.story_id: _story(ref, number) for number, ref in numbered})

    def story(self, story_id: str) -> views.StoryView:
        if story_id not in self.stories:
            why = f"a block names the story {story_id}, but the edition has no reference for it"
            raise RenderError(why, where=self.edition_id)
        return self.stories[story_id]


def _story(reference: Reference, number: int) -> views.StoryView:
    return views.StoryView(
        number=number,
        title=one_line(reference.title),
        outlet=one_line(reference.outlet),
        author=one_line(reference.author),
        url=web_url(reference.url),
    )


def _masthead(block: Masthead, book: _Book) -> views.MastheadView:
    return views.MastheadView(
        title=one_line(block.title),
        date=block.date,
        minutes=block.minutes,
        tagline=one_line(block.tagline),
        number=block.number,
    )


def _topic(block: Lead | TopicBlock, book: _Book) -> views.TopicView | None:
    quotes, why = (_quotes(part, book) for part in (block.sentences, block.why))
    title = one_line(block.title)
    if not (title or quotes):
        return None
    story = book.story(block.story_id)
    related = tuple(book.story(story_id) for story_id in block.related)
    named = {story.number, *(one.number for one in (*quotes, *why, *related))}
    return views.TopicView(
        kind=block.kind,
        title=title,
        kicker=one_line(block.kicker),
        story=story,
        quotes=quotes,
        why=why,
        related=related,
        tags=_unique(one_line(tag) for tag in block.tags),
        outlets=_unique(one_line(outlet) for outlet in block.outlets),
        photo=_photo(block.photo),
        links=_linked(one for one in book.stories.values() if one.number in named),
    )


def _quotes(sentences: Iterable[Sentence], book: _Book) -> tuple[views.QuoteView, ...]:
    return tuple(_quote(sentence, book.story(sentence.story_id)) for sentence in sentences)


def _quote(sentence: Sentence, story: views.StoryView) -> views.QuoteView:
    text = one_line(sentence.text)
    url = to_sentence(story.url, text) if story.url else None
    return views.QuoteView(text=text, number=story.number, url=url)


def _photo(media: Media | None) -> views.PhotoView | None:
    if media is None:
        return None
    url = web_url(media.url)
    caption, credit = one_line(media.caption), one_line(media.credit)
    # A picture over http would be a mixed-content fault in most readers' mail.
    safe = url if url and url.startswith("https://") else None
    if not (safe or caption or credit):
        return None
    return views.PhotoView(url=safe, caption=caption, credit=credit)


def _watch(block: Watch, book: _Book) -> views.WatchView | None:
    url = web_url(block.video.url)
    caption, credit = one_line(block.video.caption), one_line(block.video.credit)
    if not (caption or credit or url):
        return None
    story = book.story(block.story_id)
    return views.WatchView(story=story, caption=caption or story.title, credit=credit, url=url)


def _must_reads(block: MustReads, book: _Book) -> views.StoriesView | None:
    return _stories("must_reads", [book.story(story_id) for story_id in block.story_ids])


def _stories(kind: str, stories: Iterable[views.StoryView]) -> views.StoriesView | None:
    shown = tuple(stories)
    return views.StoriesView(kind=kind, stories=shown, links=_linked(shown)) if shown else None


def _note(block: Note, book: _Book) -> views.NoteView | None:
    return note_view(block.text, author=one_line(block.author))


def _colophon(block: Colophon, book: _Book) -> views.ColophonView:
    sources = _unique(one_line(source) for source in block.sources)
    return views.ColophonView(sources=sources, stories=block.stories, method=one_line(block.method))


def _footer(block: Footer, book: _Book) -> views.FooterView | None:
    links = [(one_line(link.label), web_url(link.url)) for link in block.links]
    shown = tuple(views.LinkView(label=label, url=url) for label, url in links if label and url)
    address = one_line(block.address)
    return views.FooterView(links=shown, address=address) if shown or address else None


_VIEWS: dict[str, Callable[[Any, _Book], views.View | None]] = {
    "masthead": _masthead,
    "lead": _topic,
    "topic": _topic,
    "watch": _watch,
    "must_reads": _must_reads,
    "note": _note,
    "colophon": _colophon,
    "footer": _footer,
}


def _with_sources(blocks: tuple[views.View, ...], book: _Book) -> tuple[views.View, ...]:
    """The source list goes before the colophon, else before the footer, else to the end."""
    sources = _stories("sources", book.stories.values())
    if sources is None:
        return blocks
    closing = [at for at, view in enumerate(blocks) if view.kind in {"colophon", "footer"}]
    at = closing[0] if closing else len(blocks)
    return (*blocks[:at], sources, *blocks[at:])


def _linked(stories: Iterable[views.StoryView]) -> tuple[views.StoryView, ...]:
    return tuple(story for story in stories if story.url)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
