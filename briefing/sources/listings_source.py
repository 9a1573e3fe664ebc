"""Sources that name other documents: an index page, a news sitemap, an OPML list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from briefing.errors import SourceError
from briefing.models import Fault, Keyed, SourceReport, SourceState, Story
from briefing.models.report import part_name
from briefing.sources.feed_source import FeedSource
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Response
from briefing.sources.fetch.pages import ACCEPT as PAGE
from briefing.sources.fetch.pages import read_pages
from briefing.sources.fetch.robots import Robots
from briefing.sources.parse.feed_order import with_positions
from briefing.sources.parse.raw_story import provisional_id
from briefing.sources.remote import RemoteSource
from briefing.sources.sandbox.results import ListedLink, ReadResult
from briefing.sources.source import NO_HISTORY, ReadHistory, safely
from briefing.text.urls import url_keys

# Chosen: a morning of one source.
MAX_PAGES = 30
# Chosen: indexes have one a day or a month, and three days are looked at.
MAX_SITEMAPS = 3


class _PagesSource(RemoteSource):
    """A listing whose pages are read: within robots.txt, at most 30 new ones a run.

    `by_editors` says that people put the pages in their order.
    """

    by_editors = False

    @abstractmethod
    def links(self, answer: Response) -> tuple[ListedLink, ...]:
        """The pages an answer names; SourceError where it is no such listing."""

    def parse(self, answer: Response, since: datetime | None) -> ReadResult:
        """The stories of the pages it names; a page that fails is a fault.

        A page that was read before is not asked for again: its story is told
        as it is stored.
        """
        links = [link for link in self.links(answer) if _is_fresh(link, since)]
        stored = {link.url: self.history.known(url_keys(link.url)) for link in links}
        new = [link.url for link in links if stored[link.url] is None]
        allowed = Robots(self.client).allowed(new[:MAX_PAGES])
        outcomes = read_pages(allowed, client=self.client, source=self.name, site=self.site)
        pages = dict(zip(allowed, outcomes, strict=True))
        stories = (self._story_of(link, stored[link.url], pages.get(link.url)) for link in links)
        read = tuple(keyed for keyed in stories if keyed is not None)
        return ReadResult(
            stories=with_positions(read) if self.by_editors else read,
            documents=1 + len(outcomes),
            faults=tuple(page for page in outcomes if isinstance(page, Fault)),
            notes=_left_out(len(new), len(allowed)),
            more=len(new) > MAX_PAGES,
        )

    def _story_of(
        self, link: ListedLink, stored: Story | None, page: Keyed | Fault | None
    ) -> Keyed | None:
        if stored is not None:
            story = replace(stored, source=self.name, position=None)
            return Keyed(story=story, keys=url_keys(link.url), origin_sha256="")
        return _with_listing(page, link) if isinstance(page, Keyed) else None


class IndexSource(_PagesSource):
    """A page without a feed: what its CSS `selector` finds are the pages to read."""

    accept = PAGE
    by_editors = True

    def __init__(
        self,
        name: str,
        url: str,
        *,
        client: Client,
        state: SourceState,
        selector: str,
        history: ReadHistory = NO_HISTORY,
    ) -> None:
        super().__init__(name, url, client=client, state=state, history=history)
        self._selector = selector

    def links(self, answer: Response) -> tuple[ListedLink, ...]:
        """What the selector finds; SourceError where that is nothing."""
        reader = self.client.reader
        links = reader.links("index", answer.body, answer.url, selector=self._selector)
        if not links:
            raise SourceError(
                f"“{self._selector}” finds no link on the page",
                where=answer.url,
                hint="the page may have changed: adapt the selector",
            )
        return links


class SitemapSource(_PagesSource):
    """A sitemap, best with the news extension; of a sitemap index the three newest are read."""

    accept = "application/xml, text/xml;q=0.9, */*;q=0.5"

    def links(self, answer: Response) -> tuple[ListedLink, ...]:
        """The pages of the sitemap or of its children, newest first as far as dates are given."""
        pages = list(self.client.reader.links("sitemap", answer.body, answer.url))
        children = self.client.reader.links("sitemaps", answer.body, answer.url)
        newest = _newest_first(children)[:MAX_SITEMAPS]
        requests = [replace(self.request, url=link.url, state=SourceState()) for link in newest]
        answers = self.client.fetch(requests)
        for child in answers:
            if isinstance(child, Response) and child.problem is None:
                pages += self.client.reader.links("sitemap", child.body, child.url)
        return _newest_first(pages)


class OpmlSource(RemoteSource):
    """An OPML list as one source: the stories of all its feeds; a feed that fails is a fault."""

    accept = "text/x-opml, application/xml;q=0.9, */*;q=0.5"

    def parse(self, answer: Response, since: datetime | None) -> ReadResult:
        """The stories of all feeds in the list's order."""
        links = self.client.reader.links("opml", answer.body, answer.url)
        return feeds_of(links, since, client=self.client, source=self.name, history=self.history)

    def report(self, answer: Response | SourceError, since: datetime | None) -> SourceReport:
        """As for any source; the list itself carries no validators, its feeds are what changes."""
        return replace(super().report(answer, since), state=SourceState(), max_age=0)


def feeds_of(
    links: Sequence[ListedLink],
    since: datetime | None,
    *,
    client: Client,
    source: str,
    history: ReadHistory = NO_HISTORY,
) -> ReadResult:
    """The stories of many feeds, fetched at once, all under one source's name.

    Each feed has a history and a report of its own, as a part of that source; an
    entry of the list that cannot be read is a fault.
    """
    unusable = tuple(
        Fault(where=link.url, why=link.unusable, lasting=True) for link in links if link.unusable
    )
    links = tuple(link for link in links if not link.unusable)
    names = [part_name(source, link.url) for link in links]
    addressed = zip(names, links, strict=True)
    conditions = [history.conditions(name, link.url) for name, link in addressed]
    feeds = {
        place: FeedSource(source, asked.url, client=client, state=asked.state, history=history)
        for place, asked in enumerate(conditions)
        if not asked.skipped
    }
    answers = client.fetch([feed.request for feed in feeds.values()])
    reports = {
        place: safely(part_name(source, feed.request.url), feed.report, answer, since)
        for (place, feed), answer in zip(feeds.items(), answers, strict=True)
    }
    skipped = {
        place: SourceReport(source=source, skipped=asked.skipped)
        for place, asked in enumerate(conditions)
        if asked.skipped
    }
    in_order = [(reports | skipped)[place] for place in range(len(links))]
    result = _list_of(source, links, in_order)
    return replace(result, faults=(*unusable, *result.faults))


def _list_of(
    source: str, links: Sequence[ListedLink], reports: Sequence[SourceReport]
) -> ReadResult:
    """The feeds of a list as one result; a feed that failed is a fault."""
    return ReadResult(
        stories=tuple(
            _of_feed(keyed, source, link)
            for link, report in zip(links, reports, strict=True)
            for keyed in report.stories
        ),
        documents=1 + sum(report.documents for report in reports),
        faults=tuple(
            Fault(where=link.url, why=report.error.removeprefix(f"{link.url}: "))
            for link, report in zip(links, reports, strict=True)
            if report.error
        ),
        parts=tuple(
            replace(
                report,
                source=part_name(source, link.url),
                part_of=source,
                address=link.url,
                stories=(),
            )
            for link, report in zip(links, reports, strict=True)
        ),
    )


def _of_feed(keyed: Keyed, source: str, link: ListedLink) -> Keyed:
    """A story of one feed of a list, in its folder if it names no section.

    What names it in its feed must not name another feed's.
    """
    by_source, by_feed = f":{source}:", f":{part_name(source, link.url)}:"
    keys = tuple(
        key.replace(by_source, by_feed, 1) if key.startswith(("guid:", "text:")) else key
        for key in keyed.keys
    )
    section = keyed.story.section or link.section.rpartition("/")[2]
    story = replace(keyed.story, id=provisional_id(keys[0]), section=section)
    return replace(keyed, keys=keys, story=story)


def _with_listing(page: Keyed, link: ListedLink) -> Keyed:
    """What the listing knows where the page is silent."""
    story = replace(
        page.story,
        published=page.story.published or link.published,
        published_guessed=page.story.published_guessed
        or (page.story.published is None and link.guessed),
        publisher=page.story.publisher or link.publisher,
    )
    return replace(page, story=story)


def _is_fresh(link: ListedLink, since: datetime | None) -> bool:
    return since is None or link.published is None or link.published >= since


def _newest_first(links: Sequence[ListedLink]) -> tuple[ListedLink, ...]:
    """Dated links from the newest to the oldest, then those without a date; stable."""
    dated = [(link.published, link) for link in links if link.published]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    undated = [link for link in links if link.published is None]
    return (*(link for _, link in dated), *undated)


def _left_out(listed: int, allowed: int) -> tuple[str, ...]:
    notes = []
    if listed > MAX_PAGES:
        notes.append(f"only the first {MAX_PAGES} of {listed} pages were read")
    forbidden = min(listed, MAX_PAGES) - allowed
    if forbidden:
        notes.append(f"{forbidden} left out: robots.txt does not allow it")
    return tuple(notes)
