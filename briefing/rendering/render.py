"""Edition -> HTML, text and Markdown, each through templates of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from briefing.models import Edition, Rendering
from briefing.rendering.environment import Templates, templates_in
from briefing.rendering.escape import Ready
from briefing.rendering.front_matter import front_matter
from briefing.rendering.html import Values, html
from briefing.rendering.look_up import look_up
from briefing.rendering.phrases import Phrases, phrases_for
from briefing.rendering.pictures import Gallery
from briefing.rendering.plain import flowed
from briefing.rendering.theme import Fonts, Theme, css_families, names_of
from briefing.rendering.views import EditionView, StoryView, View

# Upper case and wide spacing are no custom of scripts that join their letters.
_CAPS = "letter-spacing:1px;text-transform:uppercase;"
# A preview shorter than this would go on with the masthead.
_PREVIEW_LENGTH = 150
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
    theme, found = theme or Theme(), templates_in(templates)
    phrases = phrases_for(edition.language, found.folders)
    gallery = Gallery(theme, found, phrases, pictures or {})
    view = gallery.hang(look_up(edition))
    values = _values(view, theme, phrases)
    return Rendering(
        subject=view.subject,
        preheader=view.preheader,
        html=html(view.blocks, theme, found, values),
        text=_text(view, found, values),
        markdown=_markdown(view, found, values),
        attachments=tuple(gallery.attachments),
    )


def _values(view: EditionView, theme: Theme, phrases: Phrases) -> dict[str, Any]:
    """What every template may use."""
    direction = theme.in_direction(phrases.direction)
    return {
        "edition": view,
        "theme": theme,
        "t": phrases,
        "direction": direction,
        "start": "right" if direction == "rtl" else "left",
        "auto": Markup(' dir="auto"') if direction == "rtl" else "",
        "end": "left" if direction == "rtl" else "right",
        "fonts": {name: css_families(getattr(theme.fonts, name)) for name in names_of(Fonts)},
        "spaced": phrases.direction == "ltr",
        "caps": _CAPS if phrases.direction == "ltr" else "",
        "padding": max(0, _PREVIEW_LENGTH - len(view.preheader)) // 2,
        "listed": {story.number for block in view.blocks for story in _named(block)},
    }


def _named(block: View) -> tuple[StoryView, ...]:
    """The stories a block names; the source list names all, which says nothing."""
    return () if block.kind == "sources" else getattr(block, "named", ())


def _text(view: EditionView, templates: Templates, values: Values) -> str:
    shown = _blocks("text", "txt", view, templates, values)
    return flowed(templates.render("text/base.txt", {**values, "blocks": shown}))


def _markdown(view: EditionView, templates: Templates, values: Values) -> str:
    blocks = _blocks("markdown", "md", view, templates, values)
    shown = [Ready(_EMPTY_LINES.sub("\n\n", block)) for block in blocks]
    own = {"blocks": shown, "front_matter": Ready(front_matter(view))}
    return templates.render("markdown/base.md", {**values, **own})


def _blocks(
    kind: str, ending: str, view: EditionView, templates: Templates, values: Values
) -> list[str]:
    """Each block through its template, those without content left out."""
    names = ((f"{kind}/{block.kind}.{ending}", block) for block in view.blocks)
    shown = (templates.render(name, {**values, "block": block}).strip() for name, block in names)
    return [block for block in shown if block]
