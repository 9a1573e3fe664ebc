"""Pages that list: the front, editions, topics, tags, sources, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from briefing.audience.last_edition import last_edition
from briefing.store import Store
from briefing.web.front_page import rhythm, sender_of
from briefing.web.kept_pages import KeptPage
from briefing.web.site.edition_search import LONGEST_QUERY_CHARS, MOST_FOUND, find
from briefing.web.site.issue_reader import IssueReader
from briefing.web.site.json_ld import collection
from briefing.web.site.page_maker import PageMaker, PageMeta
from briefing.web.site.site_index import Timeline
from briefing.web.site.source_record import RECORD_DAYS, record_of

# Editions, topics or tellings on a page; chosen, not measured.
MOST_LISTED = 30
# Topics that the front page and each list of them name; chosen, not measured.
MOST_TOPICS = 100
# On the front page: a screen of each. Chosen.
FRONT_EDITIONS, FRONT_TOPICS = 10, 5
Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPages:
    """The lists of one newsletter's site."""

    store: Store
    reader: IssueReader
    maker: PageMaker

    def front(self) -> KeptPage:
        """What the newsletter is, the form to subscribe, the last editions."""
        config, index = self.maker.templates.config, self.reader.index()
        newest = self.store.editions.sent(config.newsletter.id, limit=1)
        described = self._say("front_what", newsletter=config.newsletter.title)
        return self.maker.page(
            "front",
            self._meta("", config.newsletter.title, description=described, image=True),
            editions=index.daily[:FRONT_EDITIONS],
            topics=index.running[:FRONT_TOPICS],
            last=last_edition(newest),
            last_id=newest[0].id if newest else "",
            rhythm=rhythm(config.schedule, config.newsletter.timezone),
            sender=sender_of(config.newsletter),
        )

    def editions(self, number: int = 1) -> KeptPage | None:
        """All editions, thirty a page, the newest first; None where there is no such page."""
        shown, pages = page_of(self.reader.index().issues, number)
        if number > pages:
            return None
        title = self._numbered(self._say("editions"), number)
        return self.maker.page(
            "editions",
            self._meta(_place("editions", number), title, parts=[each.id for each in shown]),
            editions=shown,
            number=number,
            pages=pages,
            list_path=self.maker.addresses.path("editions"),
        )

    def topics(self) -> KeptPage:
        """The topics that ran in more than one edition, and all tags."""
        index = self.reader.index()
        return self.maker.page(
            "topics",
            self._meta("topics", self._say("topics"), description=self._say("topics_text")),
            topics=index.running[:MOST_TOPICS],
            tags=sorted(index.tags.values(), key=lambda tag: (-len(tag.tellings), tag.slug)),
        )

    def topic(self, slug: str, number: int = 1) -> KeptPage | None:
        """What was new of a topic in each edition, the newest first; None where there is none."""
        return self._timeline("topics", self.reader.index().topics.get(slug), number)

    def tag(self, slug: str, number: int = 1) -> KeptPage | None:
        """What was told under a tag, the newest first; None where there is none."""
        return self._timeline("tags", self.reader.index().tags.get(slug), number)

    def _timeline(self, kind: str, timeline: Timeline | None, number: int) -> KeptPage | None:
        if timeline is None:
            return None
        shown, pages = page_of(timeline.tellings, number)
        if number > pages:
            return None
        path = f"{kind}/{timeline.slug}"
        return self.maker.page(
            "timeline",
            self._meta(_place(path, number), self._numbered(timeline.title, number), feed=path),
            timeline=timeline,
            shown=shown,
            kind=kind,
            number=number,
            pages=pages,
            list_path=self.maker.addresses.path(kind, timeline.slug),
        )

    def sources(self) -> KeptPage:
        """Thirty days of the ledger. Why a source could not be read is not told."""
        title = self._say("sources_title", days=str(RECORD_DAYS))
        record = record_of(self.reader.index().daily)
        return self.maker.page("sources", self._meta("sources", title), record=record)

    def search(self, query: str = "") -> KeptPage:
        """The form; with a query what was found in editions that went out."""
        asked = query.strip()[:LONGEST_QUERY_CHARS]
        newsletter = self.maker.templates.config.newsletter.id
        hits = find(self.store, newsletter, self.reader.index(), asked) if asked else ()
        return self.maker.page(
            "search",
            self._meta("search", self._say("search"), indexed=not asked),
            query=asked,
            hits=hits,
            most=MOST_FOUND,
            searched=bool(asked),
        )

    def _numbered(self, title: str, number: int) -> str:
        return title if number == 1 else f"{title} · {self._say('page_number', number=str(number))}"

    def _say(self, key: str, **values: str) -> str:
        return self.maker.templates.say(key, **values)

    def _meta(
        self,
        path: str,
        title: str,
        *,
        feed: str = "",
        image: bool = False,
        parts: list[str] | None = None,
        **more: Any,
    ) -> PageMeta:
        """The head of a list; `parts` are ids of editions, `feed` the path of its own feed."""
        config, addresses = self.maker.templates.config, self.maker.addresses
        own = addresses.path(*path.split("/")) if path else addresses.path("")
        listed = None
        if addresses.url:
            urls = [addresses.absolute(addresses.edition(part)) for part in parts or ()]
            language, url = config.newsletter.language, addresses.absolute(own)
            listed = collection(title, url=url, language=language, parts=urls)
        return PageMeta(
            path=own,
            title=title,
            image=addresses.path("card.png") if image and addresses.url else "",
            feeds=self.maker.feeds(title, feed),
            json_ld=listed,
            **more,
        )


def _place(path: str, number: int) -> str:
    return path if number == 1 else f"{path}/page/{number}"


def page_of(every: tuple[Listed, ...], number: int) -> tuple[tuple[Listed, ...], int]:
    """What stands on a page, and how many pages there are; the first is there in any case."""
    pages = max(1, -(-len(every) // MOST_LISTED))
    return every[(number - 1) * MOST_LISTED : number * MOST_LISTED], pages
