"""An edition in, its three views out. The only room that knows Jinja, MJML and charts."""

from briefing.rendering.checking import CheckResult, check
from briefing.rendering.editor_preview import preview_page
from briefing.rendering.mail_pictures import standalone
from briefing.rendering.render_edition import render
from briefing.rendering.theme import Theme
from briefing.rendering.web_pages import mail_html, mail_text, page

__all__ = [
    "CheckResult",
    "Theme",
    "check",
    "mail_html",
    "mail_text",
    "page",
    "preview_page",
    "render",
    "standalone",
]
