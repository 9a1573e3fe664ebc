"""An edition as one Markdown file a topic, for a folder of notes or a static site."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from briefing.models import Edition
from briefing.rendering.escape import EscapedMarkdown
from briefing.rendering.front_matter import front_matter
from briefing.rendering.render_context import RenderContext, prepare
from briefing.rendering.theme import Theme
from briefing.rendering.to_markdown import markdown_blocks
from briefing.rendering.views import TopicView

_NO_NAME = re.compile(r"[^a-z0-9]+")
# Of a headline in a file name; chosen, not measured.
_LONGEST_SLUG_CHARS = 60


def topic_pages(edition: Edition, *, templates: Path | None = None) -> dict[str, str]:
    """The Markdown of each topic by file name, the lead first.

    Names are made of the day, a number and the headline's Latin letters:
    `2026-11-24-1-three-capitals.md`. No name leads out of a folder.
    """
    context = prepare(edition, Theme(images="none"), templates=templates)
    topics = [block for block in context.view.blocks if isinstance(block, TopicView)]
    return {
        f"{edition.date.isoformat()}-{number}{_slug(topic.title)}.md": _page(context, topic)
        for number, topic in enumerate(topics, 1)
    }


def _page(context: RenderContext, topic: TopicView) -> str:
    matter = front_matter(
        context.view,
        title=topic.title or topic.story.title,
        tags=topic.tags,
        sources=topic.outlets or (topic.story.outlet,),
    )
    return context.show(
        "markdown/topic_page.md",
        topic=topic,
        blocks=markdown_blocks(context, (topic,)),
        front_matter=EscapedMarkdown(matter),
    )


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = _NO_NAME.sub("-", plain).strip("-")[:_LONGEST_SLUG_CHARS].strip("-")
    return f"-{words}" if words else ""
