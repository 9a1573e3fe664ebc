"""The page an editor looks at: the edition at desktop and phone width, from one file."""

from __future__ import annotations

from briefing.models import Edition, Rendering
from briefing.rendering.environment import templates_in


def preview_page(edition: Edition, rendering: Rendering) -> str:
    """`index.html`: opens from a file, without a server, and asks for nothing but pictures."""
    return templates_in(None).render(
        "web/preview.html", {"edition": edition, "rendering": rendering}
    )
