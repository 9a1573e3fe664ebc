"""Views -> Markdown with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.rendering.context import Prepared
from briefing.rendering.escape import Ready
from briefing.rendering.front_matter import front_matter
from briefing.rendering.views import View

_EMPTY_LINES = re.compile(r"\n{3,}")


def markdown(prepared: Prepared) -> str:
    """The edition as CommonMark."""
    view = prepared.view
    title = view.subject or view.title
    matter = front_matter(view, title=title, tags=view.tags, sources=view.outlets)
    blocks = markdown_blocks(prepared, view.blocks)
    return prepared.show("markdown/base.md", blocks=blocks, front_matter=Ready(matter))


def markdown_blocks(prepared: Prepared, blocks: Sequence[View]) -> list[Ready]:
    """Each block through its template, with single empty lines; those without content go."""
    shown = prepared.show_blocks("markdown/{}.md", blocks)
    return [Ready(_EMPTY_LINES.sub("\n\n", block)) for block in shown]
