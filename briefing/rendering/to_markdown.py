"""Views -> Markdown with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.rendering.escape import EscapedMarkdown
from briefing.rendering.front_matter import front_matter
from briefing.rendering.render_context import RenderContext
from briefing.rendering.views import View

_EMPTY_LINES = re.compile(r"\n{3,}")


def render_markdown(context: RenderContext) -> str:
    """The edition as CommonMark."""
    view = context.view
    title = view.subject or view.title
    matter = front_matter(view, title=title, tags=view.tags, sources=view.outlets)
    blocks = markdown_blocks(context, view.blocks)
    return context.show("markdown/base.md", blocks=blocks, front_matter=EscapedMarkdown(matter))


def markdown_blocks(context: RenderContext, blocks: Sequence[View]) -> list[EscapedMarkdown]:
    """Each block through its template, with single empty lines; those without content go."""
    texts = context.show_blocks("markdown/{}.md", blocks)
    return [EscapedMarkdown(_EMPTY_LINES.sub("\n\n", block)) for block in texts]
