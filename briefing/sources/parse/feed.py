"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.models import Keyed, Story
from briefing.sources.parse.feed_formats import read_feed
from briefing.sources.parse.feed_order import with_positions
from briefing.sources.parse.raw_story import (
    MAX_TEXT_CHARS,
    Raw,
    absolute,
    digest,
    keyed,
    without_repeated_guids,
)
from briefing.sources.parse.tracker_links import unwrap
from briefing.sources.story_languages import with_languages
from briefing.text.html import html_to_text
from briefing.text.urls import canonical_url


def parse_feed(data: bytes, url: str) -> tuple[Story, ...]:
    """The stories of a feed, in its order; `url` resolves relative links and may be "".

    Every item of the feed is one story, also one that has media or a link but
    no words: its title and text are empty. Raises SourceError where the bytes
    are no feed.
    """
    stories = with_languages(_all(data, url, source=url))
    return tuple(each.story for each in stories)


def keyed_stories(data: bytes, url: str, *, source: str, charset: str = "") -> tuple[Keyed, ...]:
    """The stories of a feed with the keys that identify each, in the feed's order.

    A story without title and text is left out: an edition could not show it.
    `charset` is the HTTP header's. Raises SourceError where the bytes are no feed.
    """
    stories = _all(data, url, source=source, charset=charset)
    return tuple(keyed for keyed in stories if keyed.story.title)


def _all(data: bytes, url: str, *, source: str, charset: str = "") -> tuple[Keyed, ...]:
    feed = read_feed(data, where=url, charset=charset)
    base, origin = url or feed.link, digest(data)
    raws = without_repeated_guids(feed.stories)
    shared = _shared_links(raws, base) | {canonical_url(url), canonical_url(feed.link)}
    return with_positions(
        [
            keyed(_readable(raw, base, shared), base=base, source=source, origin=origin)
            for raw in raws
        ]
    )


def _shared_links(raws: Sequence[Raw], base: str) -> frozenset[str]:
    """Links that several stories of a feed carry: they name none of them."""
    titles: dict[str, set[str]] = {}
    for raw in raws:
        link = canonical_url(absolute(raw.link, base) or "")
        titles.setdefault(link, set()).add(raw.title or raw.guid)
    return frozenset(link for link, names in titles.items() if len(names) > 1)


def _readable(raw: Raw, base: str, shared: frozenset[str]) -> Raw:
    """The same story with plain text in place of HTML, and its link out of any tracker."""
    link = unwrap(absolute(raw.link, base) or "")
    text = html_to_text(raw.text[: 4 * MAX_TEXT_CHARS])
    page = canonical_url(link)
    # Parsers fill a missing guid with the link.
    filled = raw.guid == raw.link or canonical_url(raw.guid) == page
    by_url = not link or page not in shared
    return replace(raw, text=text, link=link, guid="" if filled else raw.guid, by_url=by_url)
