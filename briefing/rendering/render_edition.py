"""Edition -> HTML, text and Markdown, each through templates of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from briefing.models import Edition, Rendering
from briefing.rendering.format_flowed import flowed
from briefing.rendering.render_context import RenderContext, prepare
from briefing.rendering.theme import Theme
from briefing.rendering.to_html import render_html
from briefing.rendering.to_markdown import render_markdown

logger = logging.getLogger(__name__)


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
    logger.debug("rendering %s", edition.id, extra={"edition": edition.id})
    context = prepare(edition, theme, templates=templates, pictures=pictures, language=language)
    return Rendering(
        subject=context.view.subject,
        preheader=context.view.preheader,
        html=render_html(context),
        text=_text(context),
        markdown=render_markdown(context),
        attachments=context.attachments,
    )


def _text(context: RenderContext) -> str:
    blocks = context.show_blocks("text/{}.txt", context.view.blocks)
    return flowed(context.show("text/base.txt", blocks=blocks))
