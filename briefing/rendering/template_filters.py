"""What templates call beside phrases: sentences in paragraphs, source marks, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from briefing.rendering.escape import EscapedMarkdown, escape_markdown, markdown_link
from briefing.rendering.views import PhotoView, QuoteView, StoryView, WatchView


def paragraphs(quotes: Sequence[QuoteView], most: int) -> tuple[Sequence[QuoteView], ...]:
    """Sentences in paragraphs of about equal length, at most `most` in each, of one language."""
    runs = (list(run) for _, run in groupby(quotes, lambda quote: quote.story.language))
    return tuple(part for run in runs for part in _even_parts(run, most))


def _even_parts(quotes: Sequence[QuoteView], most: int) -> tuple[Sequence[QuoteView], ...]:
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
    caption = in_language(escape_markdown(photo.caption), photo.story) if photo.caption else ""
    credit = escape_markdown(photo.credit) if photo.credit else ""
    words = " ".join(part for part in (caption, credit) if part)
    return EscapedMarkdown("\n\n".join(part for part in (image, words) if part))


def _marked(quote: QuoteView) -> EscapedMarkdown:
    text = in_language(escape_markdown(quote.text), quote.story)
    return EscapedMarkdown(f"{text} {source_number(quote.story, quote.url)}")


def story_link(story: StoryView, words: str = "") -> EscapedMarkdown:
    """A story's headline, or other words of its own, as a link that says its language."""
    return markdown_link(in_language(escape_markdown(words or story.title), story), story.url)


def story_title(story: StoryView) -> EscapedMarkdown:
    """A story's headline, which says its language."""
    return in_language(escape_markdown(story.title), story)


def video_link(video: WatchView) -> EscapedMarkdown:
    """A video's caption as a link, which says its story's language."""
    return markdown_link(in_language(escape_markdown(video.caption), video.story), video.url)


def in_language(text: EscapedMarkdown, story: StoryView) -> EscapedMarkdown:
    """Markdown that says which language it is in, where that is not the edition's.

    CommonMark has no word for it but HTML's.
    """
    if not story.language:
        return text
    opening = f'<span lang="{story.language}" dir="{story.direction}">'
    return EscapedMarkdown(f"{opening}{text}</span>")
