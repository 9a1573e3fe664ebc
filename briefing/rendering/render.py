"""Edition -> HTML, text and Markdown, each through templates of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing.models import Edition, Rendering
from briefing.rendering.context import Prepared, prepare
from briefing.rendering.format_flowed import flowed
from briefing.rendering.html import html
from briefing.rendering.markdown import markdown
from briefing.rendering.theme import Theme


def render(
    edition: Edition,
    theme: Theme | None = None,
    *,
    templates: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    language: str = "",
) -> Rendering:
    """The edition's views; the same edition, theme and templates give the same bytes.

    `templates` is a folder that overrides the built-in templates file by
    file. `pictures` are the bytes of photos by their address, for a theme
    that sends them along. `language` is that of the phrases around the
    stories, where it is not the edition's own. `RenderError` names the
    template and line that fails.
    """
    prepared = prepare(edition, theme, templates=templates, pictures=pictures, language=language)
    return Rendering(
        subject=prepared.view.subject,
        preheader=prepared.view.preheader,
        html=html(prepared),
        text=_text(prepared),
        markdown=markdown(prepared),
        attachments=prepared.attachments,
    )


def _text(prepared: Prepared) -> str:
    blocks = prepared.show_blocks("text/{}.txt", prepared.view.blocks)
    return flowed(prepared.show("text/base.txt", blocks=blocks))
