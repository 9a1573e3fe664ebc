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
from briefing.text.clean import one_line
from briefing.text.cutting import cut_at_thought

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
        subject=header_subject(edition),
        preheader=context.view.preheader,
        html=render_html(context),
        text=_text(context),
        markdown=render_markdown(context),
        attachments=context.attachments,
    )


def header_subject(edition: Edition) -> str:
    """The subject as a mail's header has room for it; the editor's own is never cut."""
    subject = one_line(edition.subject)
    titles = {one_line(getattr(block, "title", "")) for block in edition.blocks}
    titles |= {one_line(reference.title) for reference in edition.references}
    return cut_at_thought(subject) if subject in titles else subject


def _text(context: RenderContext) -> str:
    blocks = context.show_blocks("text/{}.txt", context.view.blocks)
    return flowed(context.show("text/base.txt", blocks=blocks))
