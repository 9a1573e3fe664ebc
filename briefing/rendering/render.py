"""Edition -> HTML, text and Markdown, each through templates of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from briefing.models import Edition, Rendering
from briefing.rendering import mjml
from briefing.rendering.environment import Templates, templates_in
from briefing.rendering.escape import Ready
from briefing.rendering.look_up import look_up
from briefing.rendering.phrases import Phrases, phrases_for
from briefing.rendering.plain import flowed
from briefing.rendering.theme import Fonts, Theme, css_families, names_of
from briefing.rendering.views import EditionView, StoryView, View

# Upper case and wide spacing are no custom of scripts that join their letters.
_CAPS = "letter-spacing:1px;text-transform:uppercase;"
# A preview shorter than this would go on with the masthead.
_PREVIEW_LENGTH = 150


def render(
    edition: Edition, theme: Theme | None = None, *, templates: Path | None = None
) -> Rendering:
    """The edition's views; the same edition, theme and templates give the same bytes.

    `templates` is a folder that overrides the built-in templates file by
    file. `RenderError` names the template and line that fails.
    """
    theme = theme or Theme()
    view = look_up(edition)
    found = templates_in(templates)
    values = _values(view, theme, phrases_for(view.language, found.folders))
    return Rendering(
        subject=view.subject,
        preheader=view.preheader,
        html=_html(view, theme, found, values),
        text=_text(view, found, values),
        markdown=_markdown(view, found, values),
    )


def _values(view: EditionView, theme: Theme, phrases: Phrases) -> dict[str, Any]:
    """What every template may use."""
    direction = phrases.direction if theme.direction == "auto" else theme.direction
    return {
        "edition": view,
        "theme": theme,
        "t": phrases,
        "direction": direction,
        "start": "right" if direction == "rtl" else "left",
        "end": "left" if direction == "rtl" else "right",
        "fonts": {name: css_families(getattr(theme.fonts, name)) for name in names_of(Fonts)},
        "spaced": phrases.direction == "ltr",
        "caps": _CAPS if phrases.direction == "ltr" else "",
        "padding": max(0, _PREVIEW_LENGTH - len(view.preheader)) // 2,
        "listed": {story.number for block in view.blocks for story in _named(block)},
    }


def _named(block: View) -> tuple[StoryView, ...]:
    return () if block.kind == "sources" else getattr(block, "named", ())


def _html(view: EditionView, theme: Theme, templates: Templates, values: dict[str, Any]) -> str:
    shown = [
        Markup(templates.render(f"mjml/{block.kind}.mjml", block=block, **values))  # noqa: S704
        for block in view.blocks
    ]
    source = templates.render("mjml/base.mjml", blocks=shown, **values)
    return mjml.to_html(source, preview_color=theme.light.muted)


def _text(view: EditionView, templates: Templates, values: dict[str, Any]) -> str:
    shown = [
        templates.render(f"text/{block.kind}.txt", block=block, **values) for block in view.blocks
    ]
    return flowed(templates.render("text/base.txt", blocks=shown, **values))


def _markdown(view: EditionView, templates: Templates, values: dict[str, Any]) -> str:
    shown = [
        Ready(templates.render(f"markdown/{block.kind}.md", block=block, **values).strip())
        for block in view.blocks
    ]
    blocks = [block for block in shown if block]
    matter = Ready(_front_matter(view))
    return templates.render("markdown/base.md", blocks=blocks, front_matter=matter, **values)


def _front_matter(view: EditionView) -> str:
    """What Obsidian and site generators read: title, date, tags, sources."""
    matter = {
        "title": view.subject or view.title,
        "newsletter": view.title,
        "date": view.date,
        "lang": view.language,
        "tags": [tag.replace(" ", "-") for tag in view.tags],
        "sources": list(view.outlets),
    }
    return yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10_000).strip()
