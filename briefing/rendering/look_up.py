"""Edition -> EditionView: empty blocks go, references are looked up, text is cleaned."""

from __future__ import annotations

from briefing.models import Edition
from briefing.rendering import views
from briefing.rendering.block_views import VIEWS
from briefing.rendering.book import Book, unique
from briefing.text.clean import one_line

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
