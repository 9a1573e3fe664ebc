"""What programs read: feeds, the sitemap, robots.txt, the file a browser searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.web.front_page import sender_of
from briefing.web.kept_pages import KeptPage
from briefing.web.site.atom_feed import atom
from briefing.web.site.edition_search import MOST_SEARCHED, search_file
from briefing.web.site.feed_entries import MOST_ENTRIES, Feed, FeedEntry
from briefing.web.site.issue_reader import IssueReader
from briefing.web.site.issues import Issue, Told
from briefing.web.site.json_feed import json_feed
from briefing.web.site.page_maker import FILE_AGE, PageMaker
from briefing.web.site.site_index import SiteIndex, Timeline
from briefing.web.site.sitemap import sitemap

FeedKind = Literal["xml", "json"]
FEED_TYPES: dict[FeedKind, str] = {
    "xml": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
ROBOTS = "User-agent: *\nDisallow: /confirm/\nDisallow: /preferences/\nDisallow: /unsubscribe/\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPages:
    """The files of one newsletter's site. Feeds and sitemap need the site's address: else None."""

    reader: IssueReader
    maker: PageMaker

    def editions(self, kind: FeedKind) -> KeptPage | None:
        """The feed of the newsletter, an entry an edition."""
        index, config = self.reader.index(), self.maker.templates.config
        entries = [self._edition(issue, index) for issue in index.daily[:MOST_ENTRIES]]
        return self._feed(kind, "", config.newsletter.title, entries)

    def topic(self, slug: str, kind: FeedKind) -> KeptPage | None:
        """The feed of a topic, an entry for what each edition told of it."""
        return self._timeline("topics", self.reader.index().topics.get(slug), kind)

    def tag(self, slug: str, kind: FeedKind) -> KeptPage | None:
        """The feed of a tag, an entry for each topic told under it."""
        return self._timeline("tags", self.reader.index().tags.get(slug), kind)

    def sitemap(self) -> KeptPage | None:
        """All pages that search engines may show."""
        addresses, index = self.maker.addresses, self.reader.index()
        if not addresses.url:
            return None
        latest = max((index.updated(issue) for issue in index.issues), default=None)
        lists = ("", "editions", "topics", "sources", "search")
        pages = [(addresses.absolute(addresses.path(name)), latest) for name in lists]
        for issue in index.issues:
            url = addresses.absolute(addresses.edition(issue.id))
            pages.append((url, index.updated(issue)))
        for kind, timelines in (("topics", index.topics), ("tags", index.tags)):
            for slug, timeline in timelines.items():
                changed = max(index.updated(each.issue) for each in timeline.tellings)
                pages.append((addresses.absolute(addresses.path(kind, slug)), changed))
        return self.maker.text(sitemap(pages), "application/xml; charset=utf-8")

    def robots(self) -> KeptPage:
        """What crawlers are asked to leave alone, and where all pages are listed."""
        addresses = self.maker.addresses
        where = addresses.absolute(addresses.path("sitemap.xml"))
        text = f"{ROBOTS}Sitemap: {where}\n" if where else ROBOTS
        return self.maker.text(text, "text/plain; charset=utf-8", FILE_AGE)

    def search(self) -> KeptPage:
        """What a browser searches where there is no server to ask."""
        issues = self.reader.index().issues
        dates = [self.maker.templates.day(issue.date) for issue in issues[:MOST_SEARCHED]]
        text = search_file(issues, self.maker.addresses, dates)
        return self.maker.text(text, "application/json; charset=utf-8")

    def _timeline(self, part: str, timeline: Timeline | None, kind: FeedKind) -> KeptPage | None:
        if timeline is None:
            return None
        index, letter = self.reader.index(), self.maker.templates.config.newsletter
        entries = [
            self._told(each.issue, each.told, index) for each in timeline.tellings[:MOST_ENTRIES]
        ]
        title = f"{timeline.title} · {letter.title}"
        return self._feed(kind, f"{part}/{timeline.slug}", title, entries)

    def _feed(
        self, kind: FeedKind, path: str, title: str, entries: list[FeedEntry]
    ) -> KeptPage | None:
        addresses, letter = self.maker.addresses, self.maker.templates.config.newsletter
        if not addresses.url:
            return None
        parts = path.split("/") if path else []
        feed = Feed(
            id=addresses.tag_uri("2026", path or letter.id),
            title=title,
            subtitle=letter.tagline,
            author=sender_of(letter).partition(" (")[0],
            language=letter.language,
            page=addresses.absolute(addresses.path(*parts) or "/"),
            atom=addresses.absolute(addresses.path(*parts, "feed.xml")),
            json=addresses.absolute(addresses.path(*parts, "feed.json")),
            icon=addresses.absolute(addresses.path("favicon.svg")),
            entries=tuple(entries),
        )
        return self.maker.text(atom(feed) if kind == "xml" else json_feed(feed), FEED_TYPES[kind])

    def _edition(self, issue: Issue, index: SiteIndex) -> FeedEntry:
        addresses = self.maker.addresses
        told = [each for each in issue.told if each.title]
        tags = dict.fromkeys(tag for each in told for tag in each.tags)
        return FeedEntry(
            id=addresses.tag_uri(issue.date.isoformat(), issue.id),
            url=addresses.absolute(addresses.edition(issue.id)),
            title=issue.subject,
            summary=issue.preheader,
            html=self._html(issue, tuple(told), index, headed=True),
            published=issue.created,
            updated=index.updated(issue),
            language=issue.language,
            tags=tuple(tags),
        )

    def _told(self, issue: Issue, told: Told, index: SiteIndex) -> FeedEntry:
        addresses = self.maker.addresses
        place = f"{issue.id}/{told.topic}/{told.story.number}"
        return FeedEntry(
            id=addresses.tag_uri(issue.date.isoformat(), place),
            url=addresses.absolute(f"{addresses.edition(issue.id)}#{told.anchor}"),
            title=told.title,
            summary=told.quotes[0].text if told.quotes else "",
            html=self._html(issue, (told,), index, headed=False),
            published=issue.created,
            updated=index.updated(issue),
            language=told.story.language or issue.language,
            tags=told.tags,
        )

    def _html(self, issue: Issue, told: tuple[Told, ...], index: SiteIndex, *, headed: bool) -> str:
        corrected = index.corrected.get(issue.id)
        known = {"issue": issue, "told": told, "headed": headed, "corrected": corrected}
        known["url"] = self.maker.addresses.absolute(self.maker.addresses.edition(issue.id))
        return self.maker.templates.fill("site/entry", known).strip()
