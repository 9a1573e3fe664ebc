"""Sources that name other documents: an index page, a news sitemap, an OPML list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from briefing.errors import SourceError
from briefing.models import Fault, Keyed, SourceReport, SourceState, Story
from briefing.sources.feed_source import FeedSource
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.fetch.pages import ACCEPT as PAGE
from briefing.sources.fetch.pages import read_pages
from briefing.sources.fetch.robots import Robots
from briefing.sources.remote import RemoteSource
from briefing.sources.sandbox.results import Found, Link
from briefing.sources.source import NOTHING, Memory
from briefing.text.urls import url_keys

MAX_PAGES = 30
MAX_SITEMAPS = 3


class _PagesSource(RemoteSource):
    """A listing whose pages are read: within robots.txt, at most 30 new ones a run."""

    @abstractmethod
    def links(self, answer: Response) -> tuple[Link, ...]:
        """The pages an answer names; SourceError where it is no such listing."""

    def parse(self, answer: Response, since: datetime | None) -> Found:
        """The stories of the pages it names; a page that fails is a fault.

        A page that was read before is not asked for again: its story is told
        as it is stored.
        """
        links = [link for link in self.links(answer) if _is_fresh(link, since)]
        stored = {link.url: self.memory.known(url_keys(link.url)) for link in links}
        new = [link.url for link in links if stored[link.url] is None]
        allowed = Robots(self.client).allowed(new[:MAX_PAGES])
        read = read_pages(allowed, client=self.client, source=self.name)
        pages = dict(zip(allowed, read, strict=True))
        told = (self._told_of(link, stored[link.url], pages.get(link.url)) for link in links)
        return Found(
            stories=tuple(one for one in told if one is not None),
            documents=1 + len(read),
            faults=tuple(page for page in read if isinstance(page, Fault)),
            notes=_left_out(len(new), len(allowed)),
            more=len(new) > MAX_PAGES,
        )

    def _told_of(
        self, link: Link, stored: Story | None, page: Keyed | Fault | None
    ) -> Keyed | None:
        if stored is not None:
            story = replace(stored, source=self.name)
            return Keyed(story=story, keys=url_keys(link.url), origin_sha256="")
        return _with_listing(page, link) if isinstance(page, Keyed) else None


class IndexSource(_PagesSource):
    """A page without a feed: what its CSS `selector` finds are the pages to read."""

    accept = PAGE

    def __init__(
        self,
        name: str,
        url: str,
        *,
        client: Client,
        state: SourceState,
        selector: str,
        memory: Memory = NOTHING,
    ) -> None:
        super().__init__(name, url, client=client, state=state, memory=memory)
        self._selector = selector

    def links(self, answer: Response) -> tuple[Link, ...]:
        """What the selector finds; SourceError where that is nothing."""
        reader = self.client.reader
        found = reader.links("index", answer.body, answer.url, selector=self._selector)
        if not found:
            raise SourceError(
                f"“{self._selector}” finds no link on the page",
                where=answer.url,
                hint="the page may have changed: adapt the selector",
            )
        return found


class SitemapSource(_PagesSource):
    """A sitemap, best with the news extension; of a sitemap index the three newest are read."""

    accept = "application/xml, text/xml;q=0.9, */*;q=0.5"

    def links(self, answer: Response) -> tuple[Link, ...]:
        """The pages of the sitemap or of its children, newest first as far as dates are given."""
        found = list(self.client.reader.links("sitemap", answer.body, answer.url))
        children = self.client.reader.links("sitemaps", answer.body, answer.url)
        newest = _newest_first(children)[:MAX_SITEMAPS]
        answers = self.client.fetch([Request(url=link.url, accept=self.accept) for link in newest])
        for child in answers:
            if isinstance(child, Response) and child.problem is None:
                found += self.client.reader.links("sitemap", child.body, child.url)
        return _newest_first(found)


class OpmlSource(RemoteSource):
    """An OPML list as one source: the stories of all its feeds; a feed that fails is a fault."""

    accept = "text/x-opml, application/xml;q=0.9, */*;q=0.5"

    def parse(self, answer: Response, since: datetime | None) -> Found:
        """The stories of all feeds in the list's order."""
        links = self.client.reader.links("opml", answer.body, answer.url)
        return feeds_of(links, since, client=self.client, source=self.name, memory=self.memory)

    def report(self, answer: Response | SourceError, since: datetime | None) -> SourceReport:
        """As for any source; the list itself carries no validators, its feeds are what changes."""
        return replace(super().report(answer, since), state=SourceState(), max_age=0)


def feeds_of(
    links: Sequence[Link],
    since: datetime | None,
    *,
    client: Client,
    source: str,
    memory: Memory = NOTHING,
) -> Found:
    """The stories of many feeds, fetched at once, all under one source's name.

    Each feed is recalled, and reported on, under that name and its address.
    """
    names = [f"{source} › {link.url}" for link in links]
    recalled = [memory.recall(name, link.url) for name, link in zip(names, links, strict=True)]
    feeds = [
        FeedSource(source, one.url, client=client, state=one.state, memory=memory)
        for one in recalled
        if not one.rests
    ]
    read = iter(client.fetch([feed.request for feed in feeds]))
    told = iter(feed.report(next(read), since) for feed in feeds)
    reports = [
        SourceReport(source=source, skipped=one.rests) if one.rests else next(told)
        for one in recalled
    ]
    return Found(
        stories=tuple(one for report in reports for one in report.stories),
        documents=1 + sum(report.documents for report in reports),
        faults=tuple(
            Fault(where=link.url, why=report.error)
            for link, report in zip(links, reports, strict=True)
            if report.error
        ),
        parts=tuple(
            replace(report, source=name, stories=())
            for name, report in zip(names, reports, strict=True)
        ),
    )


def _with_listing(page: Keyed, link: Link) -> Keyed:
    """What the listing knows where the page is silent."""
    story = replace(
        page.story,
        published=page.story.published or link.published,
        published_guessed=page.story.published_guessed
        or (page.story.published is None and link.guessed),
        publisher=page.story.publisher or link.publisher,
    )
    return replace(page, story=story)


def _is_fresh(link: Link, since: datetime | None) -> bool:
    return since is None or link.published is None or link.published >= since


def _newest_first(links: Sequence[Link]) -> tuple[Link, ...]:
    """Dated links from the newest to the oldest, then those without a date; stable."""
    dated = [(link.published, link) for link in links if link.published]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    undated = [link for link in links if link.published is None]
    return (*(link for _, link in dated), *undated)


def _left_out(found: int, allowed: int) -> tuple[str, ...]:
    notes = []
    if found > MAX_PAGES:
        notes.append(f"only the first {MAX_PAGES} of {found} pages were read")
    forbidden = min(found, MAX_PAGES) - allowed
    if forbidden:
        notes.append(f"{forbidden} left out: robots.txt does not allow it")
    return tuple(notes)
