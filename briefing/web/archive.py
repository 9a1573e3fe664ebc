"""What anybody may read: the front page, the editions that went to readers, and what goes along.

All of it is the same for everybody, so it is made once and kept (`kept_pages`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.audience.last_edition import last_edition
from briefing.models import Edition
from briefing.pipeline.release import as_archived
from briefing.rendering.browser_page import browser_page
from briefing.rendering.edition_references import References
from briefing.rendering.prose import prose
from briefing.store import Store
from briefing.web.front_page import rhythm, sender_of
from briefing.web.kept_pages import KeptPage, PageKeeper
from briefing.web.responses import HEADERS, PageTemplates

# Editions on a page of the archive; chosen, not measured.
MOST_LISTED = 30
# Pages of the archive that can be asked for; chosen, not measured.
MOST_PAGES = 1000
PUBLIC = ("sending", "sent", "corrected")
ROBOTS = "User-agent: *\nDisallow: /confirm/\nDisallow: /preferences/\nDisallow: /unsubscribe/\n"
# An edition does not change, but a correction may come to stand above it.
EDITION_AGE = {"Cache-Control": "public, max-age=300"}
# A new edition should be seen soon.
LIST_AGE = {"Cache-Control": "public, max-age=60"}
FILE_AGE = {"Cache-Control": "public, max-age=3600"}
# A mail styles itself in place. It runs nothing, and has no origin it could reach.
MAIL_HEADERS = (
    HEADERS
    | EDITION_AGE
    | {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; "
            "form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
            "sandbox allow-popups allow-popups-to-escape-sandbox"
        ),
    }
)
HTML = "text/html; charset=utf-8"


def _always_new() -> None:
    """The version of what is made anew whenever it is looked at again."""


class Archive:
    """The handlers of the pages that are the same for everybody."""

    def __init__(self, store: Store, templates: PageTemplates, keeper: PageKeeper) -> None:
        self._store = store
        self._templates = templates
        self._keeper = keeper

    async def front(self, request: Request) -> Response:
        """What the newsletter is, the form to subscribe, the last editions."""
        return await self._kept(request, "front", self._front)

    async def editions(self, request: Request) -> Response:
        """All editions, thirty a page, the newest first."""
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 0
        if not 1 <= number <= MOST_PAGES:
            raise HTTPException(404)
        return await self._kept(request, f"editions {number}", lambda: self._list(number))

    async def edition(self, request: Request) -> Response:
        """One edition in the browser: its mail, with its pictures inside."""
        name = request.path_params["name"]
        return await self._kept(
            request, f"edition {name}", lambda: self._edition(name), lambda: self._version(name)
        )

    async def made(self, request: Request) -> Response:
        """From which stories and sources an edition was made, and what could not be read."""
        name = request.path_params["name"]
        return await self._kept(request, f"made {name}", lambda: self._made(name))

    async def style(self, request: Request) -> Response:
        """The look of all pages."""
        return await self._file(request, "text/css; charset=utf-8", self._templates.style)

    async def icon(self, request: Request) -> Response:
        """The newsletter's first letter, as a picture."""
        return await self._file(request, "image/svg+xml", self._templates.icon)

    async def robots(self, request: Request) -> Response:
        """What crawlers are asked to leave alone."""
        return await self._file(request, "text/plain; charset=utf-8", lambda: ROBOTS)

    async def _file(self, request: Request, kind: str, make: Callable[[], str]) -> Response:
        headers = HEADERS | FILE_AGE
        return await self._kept(request, kind, lambda: KeptPage.of(make(), kind, headers))

    async def _kept(
        self,
        request: Request,
        key: str,
        make: Callable[[], KeptPage | None],
        version: Callable[[], Hashable] = _always_new,
    ) -> Response:
        page = await self._keeper.page(key, version, make)
        if page is None:
            raise HTTPException(404)
        return page.answer(request)

    def _front(self) -> KeptPage:
        editions = self._sent(MOST_LISTED)
        config = self._templates.config
        return self._page(
            "front",
            editions=editions,
            last=last_edition(editions),
            rhythm=rhythm(config.schedule, config.newsletter.timezone),
            sender=sender_of(config.newsletter),
        )

    def _list(self, number: int) -> KeptPage | None:
        editions = self._sent(number * MOST_LISTED + 1)
        shown = editions[(number - 1) * MOST_LISTED : number * MOST_LISTED]
        if not shown and number > 1:
            return None
        older = number + 1 if len(editions) > number * MOST_LISTED else 0
        return self._page("editions", editions=shown, newer=number - 1, older=older)

    def _page(self, name: str, **values: object) -> KeptPage:
        text = self._templates.fill(name, {"indexed": True, **values})
        return KeptPage.of(text, HTML, HEADERS | LIST_AGE)

    def _sent(self, limit: int) -> tuple[Edition, ...]:
        return self._store.editions.sent(self._templates.config.newsletter.id, limit=limit)

    def _version(self, name: str) -> Hashable:
        """What an edition's page depends on: whether it is public, and what was corrected."""
        return self._store.editions.state(name) in PUBLIC, self._store.corrections.count(name)

    def _public(self, name: str) -> Edition | None:
        editions = self._store.editions
        edition = editions.get(name) if editions.state(name) in PUBLIC else None
        ours = self._templates.config.newsletter.id
        return edition if edition is not None and edition.newsletter == ours else None

    def _made(self, name: str) -> KeptPage | None:
        """No story that was left out is named: it may be held until its hour."""
        edition = self._public(name)
        if edition is None:
            return None
        stories = tuple(References.of(edition).stories.values())
        return self._page("made", edition=edition, stories=stories, indexed=False)

    def _edition(self, name: str) -> KeptPage | None:
        edition = self._public(name)
        if edition is None:
            return None
        files = self._store.editions.files(name)
        if "edition.html" not in files:
            return None
        return KeptPage.of(self._html(edition, files), HTML, MAIL_HEADERS)

    def _html(self, edition: Edition, files: Mapping[str, bytes]) -> str:
        """The mail as it went out, the way back and what was corrected since above it."""
        views = as_archived(edition, files)
        corrections = self._store.corrections.of(edition.id)
        lines = [{"date": each.date, "words": prose(each.text)} for each in corrections]
        fill = self._templates.fill
        return browser_page(
            views.html,
            views.attachments,
            head=fill("edition_head", {"edition": edition}),
            top=fill("edition_bar", {})
            + (fill("corrections", {"corrections": lines}) if lines else ""),
        )
