"""The editions that went to readers, as they went; and the front page that lists them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from briefing.pipeline.release import as_archived
from briefing.rendering import standalone
from briefing.rendering.prose import prose
from briefing.store import Store
from briefing.web.responses import HEADERS, PageTemplates

# Editions on the front page; chosen, not measured.
MOST_LISTED = 30
PUBLIC = ("sending", "sent", "corrected")
# A mail styles itself in place. It runs nothing, and has no origin it could reach.
MAIL_HEADERS = HEADERS | {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
}


class Archive:
    """What anybody may read."""

    def __init__(self, store: Store, templates: PageTemplates) -> None:
        self._store = store
        self._templates = templates

    async def front(self, request: Request) -> Response:
        """The newsletter, the form to subscribe, the last editions."""
        del request
        newsletter = self._templates.config.newsletter.id
        editions = await run_in_threadpool(self._store.editions.sent, newsletter, limit=MOST_LISTED)
        return self._templates.show("front", editions=editions, indexed=True)

    async def edition(self, request: Request) -> Response:
        """One edition in the browser: the bytes of its mail, with its pictures inside."""
        html = await run_in_threadpool(self._html, request.path_params["name"])
        if html is None:
            raise HTTPException(404)
        return HTMLResponse(html, headers=MAIL_HEADERS)

    async def style(self, request: Request) -> Response:
        """The look of all pages."""
        del request
        headers = HEADERS | {"Cache-Control": "max-age=3600"}
        css = self._templates.style()
        return Response(css, media_type="text/css; charset=utf-8", headers=headers)

    def _html(self, name: str) -> str | None:
        editions = self._store.editions
        edition = editions.get(name) if editions.state(name) in PUBLIC else None
        if edition is None or edition.newsletter != self._templates.config.newsletter.id:
            return None
        files = editions.files(name)
        if "edition.html" not in files:
            return None
        views = as_archived(edition, files)
        return self._corrected(name, standalone(views.html, views.attachments))

    def _corrected(self, name: str, html: str) -> str:
        """The mail as it went out, with what was corrected since above it."""
        corrections = self._store.corrections.of(name)
        start = html.find(">", html.find("<body")) + 1
        if not corrections or not start:
            return html
        lines = [{"date": each.date, "words": prose(each.text)} for each in corrections]
        notice = self._templates.fill("corrections", {"corrections": lines})
        return f"{html[:start]}{notice}{html[start:]}"
