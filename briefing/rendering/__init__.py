"""An edition in, its three views out. The only room that knows Jinja, MJML and charts."""

from briefing.rendering.checking import Finding, check
from briefing.rendering.pages import mail_text, page
from briefing.rendering.pictures import standalone
from briefing.rendering.preview import preview_page
from briefing.rendering.render import render
from briefing.rendering.theme import Theme

__all__ = ["Finding", "Theme", "check", "mail_text", "page", "preview_page", "render", "standalone"]
