"""The page an editor looks at: the edition as readers will see it, and what the checks say."""

from __future__ import annotations

import re

from briefing.models import Edition, Rendering
from briefing.rendering.checking import check
from briefing.rendering.checking.html_checks import WARN_HTML_BYTES
from briefing.rendering.environment import templates_in
from briefing.rendering.mail_pictures import standalone
from briefing.rendering.theme import Theme

_TABS = ("light", "dark", "images", "text", "markdown", "source", "checks", "ledger")
_SCHEME = "light dark"
_DARK_RULES = "@media (prefers-color-scheme:dark)"
_SOURCE = re.compile(r'(<img\b[^<>]*?) src="[^"<>]*+"')


def preview_page(edition: Edition, rendering: Rendering, theme: Theme | None = None) -> str:
    """`index.html`: opens from a file, without a server or a script, and fetches only pictures.

    Desktop and phone side by side, the dark, pictures off, text, Markdown,
    source, the checks with their results, and the coverage ledger.
    """
    html = standalone(rendering.html, rendering.attachments)
    light, size = in_scheme(html, "light"), len(rendering.html.encode())
    return templates_in(None).render(
        "web/preview.html",
        {
            "tabs": _TABS,
            "edition": edition,
            "rendering": rendering,
            "light": light,
            "dark": in_scheme(html, "dark"),
            "without": _SOURCE.sub(r"\1", light),
            "size": f"{size:,}",
            "is_large": size >= WARN_HTML_BYTES,
            "findings": check(edition, rendering, theme),
        },
    )


def in_scheme(html: str, scheme: str) -> str:
    """The HTML as it looks in `light` or `dark`, whatever the reader's machine prefers."""
    rules = "@media all" if scheme == "dark" else "@media not all"
    return html.replace(_DARK_RULES, rules).replace(_SCHEME, scheme)
