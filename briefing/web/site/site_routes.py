"""The site behind `briefing serve`: each address and the page that answers it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefing.web.kept_pages import KeptPage, PageKeeper
from briefing.web.site.site_pages import SitePages
from briefing.wiring.edition_layout import MADE

# Pages of a list that can be asked for; chosen, not measured.
MOST_PAGES = 1000
Make = Callable[..., KeptPage | None]
# The version of what does not change while the server runs.
_FIXED = "fixed"


class SiteRoutes:
    """The handlers of the site; what they answer is kept until an edition comes or is put right."""

    def __init__(self, pages: SitePages, keeper: PageKeeper) -> None:
        self._pages = pages
        self._keeper = keeper

    def routes(self) -> list[BaseRoute]:
        """All addresses of the site."""
        lists, editions, feeds = self._pages.lists, self._pages.editions, self._pages.feeds
        fixed = {"version": lambda: _FIXED}
        return [
            self._route("/", lists.front),
            Route("/editions", self._first_or_asked),
            self._route("/editions/page/{number}", lists.editions),
            self._route("/editions/{name}", editions.edition),
            self._route(f"/editions/{{name}}/{MADE}", editions.made),
            self._route("/editions/{name}/mail", editions.mail),
            self._route("/editions/{name}/card.png", editions.card),
            self._route("/editions/{name}/pictures/{file}", editions.picture),
            self._route("/topics", lists.topics),
            *self._timeline("/topics", lists.topic, feeds.topic),
            *self._timeline("/tags", lists.tag, feeds.tag),
            self._route("/sources", lists.sources),
            Route("/search", self._search),
            self._route("/search.json", feeds.search),
            self._route("/feed.xml", partial(feeds.editions, "xml")),
            self._route("/feed.json", partial(feeds.editions, "json")),
            self._route("/sitemap.xml", feeds.sitemap),
            self._route("/card.png", self._pages.editions.site_card, **fixed),
            self._route("/reader.css", self._pages.style, **fixed),
            self._route("/site.js", self._pages.script, **fixed),
            self._route("/favicon.svg", self._pages.icon, **fixed),
            self._route("/favicon.ico", self._pages.icon, **fixed),
            self._route("/robots.txt", feeds.robots, **fixed),
        ]

    def _timeline(self, path: str, page: Make, feed: Make) -> list[BaseRoute]:
        def feed_of(kind: str) -> Make:
            return lambda slug: feed(slug, kind)

        return [
            self._route(f"{path}/{{slug}}", page),
            self._route(f"{path}/{{slug}}/page/{{number}}", page),
            self._route(f"{path}/{{slug}}/feed.xml", feed_of("xml")),
            self._route(f"{path}/{{slug}}/feed.json", feed_of("json")),
        ]

    def _route(
        self, path: str, make: Make, version: Callable[[], Hashable] | None = None
    ) -> BaseRoute:
        async def handler(request: Request) -> Response:
            asked = dict(request.path_params)
            if "number" in asked:
                asked["number"] = numbered(asked["number"])
            return await self._kept(request, request.url.path, partial(make, **asked), version)

        return Route(path, handler)

    async def _first_or_asked(self, request: Request) -> Response:
        """The list of editions; `?page=` is how its pages were once asked for."""
        number = numbered(request.query_params.get("page", "1"))
        make = partial(self._pages.lists.editions, number)
        return await self._kept(request, f"/editions {number}", make)

    async def _search(self, request: Request) -> Response:
        """The form is kept; an answer is not, there are too many."""
        query = request.query_params.get("q", "")
        if not query.strip():
            return await self._kept(request, "/search", self._pages.lists.search)
        page = await run_in_threadpool(self._pages.lists.search, query)
        return page.answer(request)

    async def _kept(
        self,
        request: Request,
        key: str,
        make: Callable[[], KeptPage | None],
        version: Callable[[], Hashable] | None = None,
    ) -> Response:
        page = await self._keeper.page(key, version or self._pages.reader.version, make)
        if page is None:
            raise HTTPException(404)
        return page.answer(request)


def numbered(asked: Any) -> int:
    """The number of a page as it was asked for; 404 where it is none."""
    text = str(asked)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 1 <= number <= MOST_PAGES:
        raise HTTPException(404)
    return number
