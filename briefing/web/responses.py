"""What every page for readers has in common: its frame, its headers, its limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.config import Config
from briefing.config.web_section import FORMS
from briefing.delivery.providers.posts import MAX_POST_BYTES
from briefing.rendering import Theme, page
from briefing.rendering.web_pages import (
    catalog_of,
    icon,
    page_phrases,
    script,
    stylesheet,
)
from briefing.wiring.parts import templates_of

# A form of ours has some 500; chosen, not measured.
MAX_BODY_BYTES = 16 * 1024
# Below it providers post what came back.
WEBHOOKS = "/webhooks/"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src https: 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTemplates:
    """Fills the templates of a newsletter's pages."""

    config: Config
    theme: Theme

    @property
    def base(self) -> str:
        """The path under which readers find the pages; "" for the root of a host."""
        return urlsplit(self.config.web.url or "").path.rstrip("/")

    @property
    def forms(self) -> Mapping[str, str]:
        """Where each form is, by name; "" for none. A host of files alone takes none."""
        web, links = self.config.web, self.config.newsletter.links
        if web.static:
            return {name: getattr(links, name) or "" for name in FORMS}
        ours = {name: f"{self.base}/{name}" for name in FORMS}
        return ours if web.signup else {**ours, "subscribe": ""}

    def fill(self, name: str, values: Mapping[str, object], language: str = "") -> str:
        """The page `web/NAME.html`, in a reader's language where there are phrases in it."""
        newsletter, templates = self.config.newsletter, templates_of(self.config)
        common = {
            "base": self.base,
            "newsletter": newsletter,
            "signup": self.config.web.signup and not self.config.web.static,
            "forms": self.forms,
            "indexed": False,
            "url": self.config.web.url,
        }
        return page(
            name,
            {**common, **values},
            language=catalog_of(language, templates) or newsletter.language,
            theme=self.theme,
            templates=templates,
        )

    def show(
        self, name: str, *, status: int = 200, language: str = "", **values: object
    ) -> Response:
        """The page as an answer; `language` is the reader's language."""
        return HTMLResponse(self.fill(name, values, language), status_code=status, headers=HEADERS)

    def say(self, key: str, **values: str) -> str:
        """A phrase of the pages in the newsletter's language."""
        language = self.config.newsletter.language
        return page_phrases(language, templates_of(self.config)).say(key, None, **values)

    def day(self, day: dt.date) -> str:
        """A day in the newsletter's language."""
        language = self.config.newsletter.language
        return page_phrases(language, templates_of(self.config)).date(day)

    def style(self) -> str:
        """The look of all pages."""
        return stylesheet(self.theme, templates_of(self.config))

    def script(self) -> str:
        """What pages do where scripts run."""
        return script(templates_of(self.config))

    def icon(self) -> str:
        """The icon browsers show beside a page's title."""
        return icon(self.config.newsletter.title, self.theme, templates_of(self.config))

    def message(self, kind: str, *, status: int = 200, language: str = "") -> Response:
        """A heading and a sentence, such as `asked`, `gone` or `busy`."""
        answer = self.show("message", status=status, language=language, kind=kind)
        if status == 503:
            answer.headers["Retry-After"] = "60"
        return answer


class BodyLimit:
    """Refuses bodies of more than 16 KB with 413, whatever length was announced.

    What providers post may be longer: they batch their reports.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read of its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        read = 0
        posted = scope.get("path", "").startswith(WEBHOOKS)
        most = MAX_POST_BYTES if posted else MAX_BODY_BYTES

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


class Prefix:
    """Takes the path away under which a proxy shows the app, and a slash at the end."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as if the app stood at the root."""
        path = scope.get("path", "")
        if self._base and path.startswith(f"{self._base}/"):
            path = path.removeprefix(self._base)
        # `/subscribe/` is the same page: nobody is redirected, so nobody is led astray.
        scope = {**scope, "path": path.rstrip("/") or "/"}
        await self._app(scope, receive, send)


def client_address(request: Request) -> str:
    """Who asks, as far as the connection tells."""
    return request.client.host if request.client else ""
