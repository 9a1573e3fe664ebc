"""What templates call beside phrases: sentences in paragraphs, source marks, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefing.rendering.escape import EscapedMarkdown, escape_markdown, markdown_link
from briefing.rendering.views import PhotoView, QuoteView, StoryView


def paragraphs(quotes: Sequence[QuoteView], most: int) -> tuple[Sequence[QuoteView], ...]:
    """Sentences in paragraphs of about equal length, at most `most` in each."""
    if not quotes:
        return ()
    count = -(-len(quotes) // most)
    cuts = [round(part * len(quotes) / count) for part in range(count + 1)]
    return tuple(quotes[start:end] for start, end in pairwise(cuts))


def sentences(quotes: Sequence[QuoteView], prefix: str = "") -> EscapedMarkdown:
    """Sentences and their source marks as Markdown paragraphs; `prefix` leads further lines."""
    written = (" ".join(map(_marked, part)) for part in paragraphs(quotes, 3))
    return EscapedMarkdown(f"\n{prefix.rstrip()}\n{prefix}".join(written))


def source_number(story: StoryView, url: str | None = None) -> EscapedMarkdown:
    """`[3]` as Markdown, linked where there is an address."""
    return markdown_link(f"[{story.number}]", url or story.url)


def photo_line(photo: PhotoView | None) -> EscapedMarkdown:
    """A picture, its caption and its credit as Markdown."""
    if photo is None:
        return EscapedMarkdown("")
    image = (
        EscapedMarkdown(f"![{escape_markdown(photo.alt)}](<{photo.url}>)")
        if photo.url
        else EscapedMarkdown("")
    )
    words = " ".join(escape_markdown(text) for text in (photo.caption, photo.credit) if text)
    return EscapedMarkdown("\n\n".join(part for part in (image, words) if part))


def _marked(quote: QuoteView) -> EscapedMarkdown:
    return EscapedMarkdown(f"{escape_markdown(quote.text)} {source_number(quote.story, quote.url)}")
