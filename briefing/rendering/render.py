"""Edition -> HTML, text and Markdown, each through templates of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from briefing.models import Edition, Rendering
from briefing.rendering.escape import Ready
from briefing.rendering.front_matter import front_matter
from briefing.rendering.html import html
from briefing.rendering.plain import flowed
from briefing.rendering.prepare import Prepared, prepare
from briefing.rendering.theme import Theme

_EMPTY_LINES = re.compile(r"\n{3,}")


def render(
    edition: Edition,
    theme: Theme | None = None,
    *,
    templates: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Rendering:
    """The edition's views; the same edition, theme and templates give the same bytes.

    `templates` is a folder that overrides the built-in templates file by
    file. `pictures` are the bytes of photos by their address, for a theme
    that sends them along. `RenderError` names the template and line that fails.
    """
    prepared = prepare(edition, theme, templates=templates, pictures=pictures)
    return Rendering(
        subject=prepared.view.subject,
        preheader=prepared.view.preheader,
        html=html(prepared),
        text=_text(prepared),
        markdown=_markdown(prepared),
        attachments=prepared.attachments,
    )


def _text(prepared: Prepared) -> str:
    return flowed(prepared.show("text/base.txt", blocks=_blocks(prepared, "text/{}.txt")))


def _markdown(prepared: Prepared) -> str:
    shown = [
        Ready(_EMPTY_LINES.sub("\n\n", block)) for block in _blocks(prepared, "markdown/{}.md")
    ]
    matter = Ready(front_matter(prepared.view))
    return prepared.show("markdown/base.md", blocks=shown, front_matter=matter)


def _blocks(prepared: Prepared, name: str) -> list[str]:
    """Each block through its template; one that says nothing is left out."""
    shown = (
        prepared.show(name.format(block.kind), block=block).strip()
        for block in prepared.view.blocks
    )
    return [block for block in shown if block]
