"""What templates call beside phrases: sentences in paragraphs, source marks, pictures."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.rendering.escape import EscapedMarkdown, escape_markdown, markdown_link
from briefing.rendering.sentence_runs import Run, joined, paragraphs, turn_in
from briefing.rendering.views import PhotoView, QuoteView, StoryView, VideoView


def sentences(
    quotes: Sequence[QuoteView], prefix: str = "", *, language: str = ""
) -> EscapedMarkdown:
    """Sentences and their source marks as Markdown paragraphs; `prefix` leads further lines."""
    written = (" ".join(_marked(run, language) for run in part) for part in paragraphs(quotes))
    return EscapedMarkdown(f"\n{prefix.rstrip()}\n{prefix}".join(written))


def source_number(story: StoryView, url: str | None = None) -> EscapedMarkdown:
    """`[3]` as Markdown, linked where there is an address."""
    return markdown_link(f"[{story.number}]", url or story.url)


def outlet_of(story: StoryView) -> EscapedMarkdown:
    """` (Harbour Wire)` behind a headline; nothing where nobody is named."""
    return EscapedMarkdown(f" ({escape_markdown(story.outlet)})" if story.outlet else "")


def photo_line(photo: PhotoView | None) -> EscapedMarkdown:
    """A picture, its caption and its credit as Markdown."""
    if photo is None:
        return EscapedMarkdown("")
    image = EscapedMarkdown(f"![{escape_markdown(photo.alt)}](<{photo.url}>)")
    words = in_language(escape_markdown(photo.line), photo.story) if photo.line else ""
    return EscapedMarkdown("\n\n".join(part for part in (image, words) if part))


def _marked(run: Run, language: str) -> EscapedMarkdown:
    text = in_language(escape_markdown(joined(run, language)), run.story)
    side = turn_in(run.story, language)
    return EscapedMarkdown(f"{text} {side}{source_number(run.story, run.url)}")


def story_link(story: StoryView, words: str = "") -> EscapedMarkdown:
    """A story's headline, or other words of its own, as a link that says its language."""
    return markdown_link(in_language(escape_markdown(words or story.title), story), story.url)


def story_title(story: StoryView) -> EscapedMarkdown:
    """A story's headline, which says its language."""
    return in_language(escape_markdown(story.title), story)


def video_link(video: VideoView) -> EscapedMarkdown:
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
