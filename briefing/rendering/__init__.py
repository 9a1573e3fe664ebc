"""An edition in, its three views out. The only room that knows Jinja, MJML and charts."""

from briefing.rendering.preview import preview_page
from briefing.rendering.render import render
from briefing.rendering.theme import Theme

__all__ = ["Theme", "preview_page", "render"]
