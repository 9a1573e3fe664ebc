"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from briefing.models import Keyed, SourceState, Story
from briefing.sources.feed_read import read_feed
from briefing.sources.found import Found
from briefing.sources.fulltext import FullText, follow
from briefing.sources.http import Client, Response
from briefing.sources.remote import RemoteSource
from briefing.sources.robots import Robots
from briefing.sources.story_of import MAX_TEXT, Raw, keyed
from briefing.text.html import html_to_text

ACCEPT = (
    "application/feed+json, application/atom+xml, application/rss+xml, "
    "application/xml;q=0.9, */*;q=0.5"
)


def parse_feed(data: bytes, url: str) -> tuple[Story, ...]:
    """The stories of a feed, in its order; `url` resolves relative links and may be "".

    Every item of the feed is one story, also one that has media or a link but
    no words: its title and text are empty. Raises SourceError where the bytes
    are no feed.
    """
    return tuple(one.story for one in _all(data, url, source=url))


def keyed_stories(data: bytes, url: str, *, source: str) -> tuple[Keyed, ...]:
    """The stories of a feed with the keys that identify each, in the feed's order.

    A story without title and text is left out: an edition could not show it.
    Raises SourceError where the bytes are no feed.
    """
    return tuple(one for one in _all(data, url, source=source) if one.story.title)


def _all(data: bytes, url: str, *, source: str) -> tuple[Keyed, ...]:
    feed = read_feed(data, where=url)
    base = _base(url, feed.link)
    ready = (_readable(raw) for raw in feed.stories)
    return tuple(keyed(raw, base=base, source=source, origin=data) for raw in ready)


class FeedSource(RemoteSource):
    """One feed over HTTP, parsed in the client's reader.

    `full_text` says whether its stories are followed to their pages: `auto`
    follows teasers, within limits and robots.txt.
    """

    accept = ACCEPT

    def __init__(
        self,
        name: str,
        url: str,
        *,
        client: Client,
        state: SourceState,
        full_text: FullText = "never",
    ) -> None:
        super().__init__(name, url, client=client, state=state)
        self._full_text = full_text

    def parse(self, answer: Response, since: datetime | None) -> Found:  # noqa: ARG002 - the seam
        """Its stories; SourceError where it is no feed."""
        return Found(stories=self.client.reader.stories(answer.body, answer.url, source=self.name))

    def complete(self, stories: tuple[Keyed, ...]) -> Found:
        """The stories that are kept, with full texts where that is wanted."""
        if self._full_text == "never":
            return Found(stories=stories)
        robots = Robots(self.client)
        return follow(stories, client=self.client, robots=robots, mode=self._full_text)


def _base(url: str, link: str) -> str:
    """What relative links are resolved against: the feed's own site, else its address."""
    try:
        return urljoin(url, link)
    except ValueError:
        return url


def _readable(raw: Raw) -> Raw:
    """The same story with plain text in place of HTML."""
    return replace(raw, text=html_to_text(raw.text[: 4 * MAX_TEXT]))
