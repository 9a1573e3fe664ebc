"""All pages of a newsletter's site: what a request asks for, and what is written for another host.

Each is the same for everybody, so it is made once and kept (`kept_pages`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.store import Store
from briefing.web.kept_pages import KeptPage
from briefing.web.responses import PageTemplates
from briefing.web.site.addresses import Addresses
from briefing.web.site.feed_pages import FEED_TYPES, FeedPages
from briefing.web.site.issue_reader import IssueReader
from briefing.web.site.list_pages import ListPages, page_of
from briefing.web.site.page_maker import FILE_AGE, HTML, PageMaker
from briefing.web.site.site_edition import EditionPages
from briefing.web.site.site_index import Timeline
from briefing.wiring.edition_layout import MADE

Making = Callable[[], KeptPage | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePages:
    """The pages of one newsletter's site, over one index of its editions."""

    reader: IssueReader
    maker: PageMaker
    lists: ListPages
    editions: EditionPages
    feeds: FeedPages

    @classmethod
    def of(cls, store: Store, templates: PageTemplates) -> SitePages:
        """The pages of the newsletter that the templates are for."""
        config = templates.config
        reader = IssueReader(store=store, newsletter=config.newsletter.id)
        addresses = Addresses(url=config.web.url)
        maker = PageMaker(templates=templates, addresses=addresses)
        return cls(
            reader=reader,
            maker=maker,
            lists=ListPages(store=store, reader=reader, maker=maker),
            editions=EditionPages(store=store, reader=reader, maker=maker),
            feeds=FeedPages(reader=reader, maker=maker),
        )

    def missing(self) -> KeptPage:
        """What a host of files shows where there is no such page."""
        text = self.maker.templates.fill("message", {"kind": "missing"})
        return self.maker.text(text, HTML)

    def style(self) -> KeptPage:
        """The look of all pages."""
        return self._file(self.maker.templates.style(), "text/css; charset=utf-8")

    def script(self) -> KeptPage:
        """What pages do where scripts run."""
        return self._file(self.maker.templates.script(), "text/javascript; charset=utf-8")

    def icon(self) -> KeptPage:
        """The newsletter's first letter, as a picture."""
        return self._file(self.maker.templates.icon(), "image/svg+xml")

    def _file(self, text: str, media_type: str) -> KeptPage:
        return self.maker.text(text, media_type, FILE_AGE)

    def files(self) -> Iterator[tuple[str, Making]]:
        """Every page by the path of its file under the site's root, and what makes it.

        A page without an ending is the `index.html` of a folder of its name, as web
        servers take it. A page that cannot be had makes None.
        """
        yield from self._fixed()
        index = self.reader.index()
        yield from _paged("editions", len(index.issues), self.lists.editions)
        for issue in index.issues:
            yield from self._edition(issue.id)
        for slug, topic in index.topics.items():
            yield from self._timeline(f"topics/{slug}", topic, self.lists.topic, self.feeds.topic)
        for slug, tag in index.tags.items():
            yield from self._timeline(f"tags/{slug}", tag, self.lists.tag, self.feeds.tag)

    def _fixed(self) -> Iterator[tuple[str, Making]]:
        yield "index.html", self.lists.front
        yield "404.html", self.missing
        yield "topics/index.html", self.lists.topics
        yield "sources/index.html", self.lists.sources
        yield "search/index.html", self.lists.search
        yield "search.json", self.feeds.search
        yield "sitemap.xml", self.feeds.sitemap
        yield "robots.txt", self.feeds.robots
        yield "reader.css", self.style
        yield "site.js", self.script
        yield "favicon.svg", self.icon
        yield "card.png", self.editions.site_card
        for kind in FEED_TYPES:
            yield f"feed.{kind}", _call(self.feeds.editions, kind)

    def _edition(self, name: str) -> Iterator[tuple[str, Making]]:
        place, pages = f"editions/{name}", self.editions
        yield f"{place}/index.html", _call(pages.edition, name)
        yield f"{place}/{MADE}/index.html", _call(pages.made, name)
        yield f"{place}/mail/index.html", _call(pages.mail, name)
        yield f"{place}/card.png", _call(pages.card, name)
        for file in pages.picture_names(name):
            yield f"{place}/pictures/{file}", _call(pages.picture, name, file)

    def _timeline(
        self,
        place: str,
        timeline: Timeline,
        page: Callable[..., KeptPage | None],
        feed: Callable[..., KeptPage | None],
    ) -> Iterator[tuple[str, Making]]:
        def numbered(number: int) -> KeptPage | None:
            return page(timeline.slug, number)

        yield from _paged(place, len(timeline.tellings), numbered)
        for kind in FEED_TYPES:
            yield f"{place}/feed.{kind}", _call(feed, timeline.slug, kind)


def _paged(
    place: str, count: int, page: Callable[[int], KeptPage | None]
) -> Iterator[tuple[str, Making]]:
    """The pages of a list of so many."""
    yield f"{place}/index.html", _call(page, 1)
    for number in range(2, page_of(tuple(range(count)), 1)[1] + 1):
        yield f"{place}/page/{number}/index.html", _call(page, number)


def _call(make: Callable[..., KeptPage | None], *arguments: object) -> Making:
    """The page of these arguments, made when it is asked for."""
    return lambda: make(*arguments)
