"""Feeds that give only teasers, followed to their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from briefing.models import Keyed, Story
from briefing.sources.found import Found
from briefing.sources.http import Client
from briefing.sources.pages import read_pages
from briefing.sources.robots import Robots

FullText = Literal["auto", "never", "always"]
Known = Callable[[Sequence[str]], Story | None]
TEASER = 800
MAX_PAGES = 20
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\s*$")


def follow(
    stories: Sequence[Keyed],
    *,
    client: Client,
    known: Known,
    mode: FullText = "auto",
    limit: int = MAX_PAGES,
) -> Found:
    """The stories, teasers replaced by the text of their page, in the same order.

    `auto` follows what is short or cut. At most `limit` pages, only where
    robots.txt allows it, and none that was read before, unless the feed says
    that it has changed since. A page that fails, hides its story, or says less
    than the teaser leaves what there is, and a note says how many and why.
    """
    wanted = [one for one in stories if one.story.url and _is_wanted(one.story, mode)]
    earlier = {one.story.id: known(one.keys) for one in wanted}
    asked = [one for one in wanted if not _is_current(one.story, earlier[one.story.id])]
    chosen = list(dict.fromkeys(one.story.url or "" for one in asked))
    allowed = Robots(client).allowed(chosen[:limit])
    pages = dict(zip(allowed, read_pages(allowed, client=client, source=""), strict=True))
    reasons = Counter(page.why for page in pages.values() if not isinstance(page, Keyed))
    reasons["robots.txt does not allow it"] = len(chosen[:limit]) - len(allowed)
    reasons[f"more than {limit} pages"] = max(len(chosen) - limit, 0)
    found = {url: page for url, page in pages.items() if isinstance(page, Keyed)}
    return Found(
        stories=tuple(_best(one, found, earlier.get(one.story.id)) for one in stories),
        notes=tuple(f"{count} left as teasers: {why}" for why, count in _sorted(reasons)),
        more=len(chosen) > limit,
    )


def _sorted(reasons: Counter[str]) -> list[tuple[str, int]]:
    return sorted((why, count) for why, count in reasons.items() if count)


def _is_wanted(story: Story, mode: FullText) -> bool:
    if mode == "auto":
        return len(story.text) < TEASER or bool(_CUT.search(story.text))
    return mode == "always"


def _is_current(said: Story, stored: Story | None) -> bool:
    """True where the page was read before and the feed does not say that it has changed."""
    if stored is None or len(stored.text) <= len(said.text):
        return False
    return said.updated is None or (stored.updated is not None and said.updated <= stored.updated)


def _best(one: Keyed, pages: Mapping[str, Keyed], stored: Story | None) -> Keyed:
    """The feed's story with the page's text, else with the text that is stored already."""
    page = pages.get(one.story.url or "")
    if page is not None and len(page.story.text) > len(one.story.text):
        return _merged(one, page)
    if stored is not None and len(stored.text) > len(one.story.text):
        return _merged(one, Keyed(story=stored, keys=(), origin_sha256=one.origin_sha256))
    return one


def _merged(one: Keyed, page: Keyed) -> Keyed:
    """The feed's story with the page's text and what the feed does not say."""
    said, found = one.story, page.story
    stated = said.published is not None and not said.published_guessed
    dated = said if stated or found.published is None else found
    story = replace(
        said,
        text=found.text,
        published=dated.published,
        published_guessed=dated.published_guessed,
        updated=said.updated or found.updated,
        author=said.author or found.author,
        section=said.section or found.section,
        tags=said.tags or found.tags,
        media=found.media or said.media,
        marks=found.marks,
        embargo=said.embargo or found.embargo,
    )
    title = said.title if not said.title_derived else found.title
    story = replace(story, title=title, title_derived=said.title_derived and found.title_derived)
    keys = tuple(dict.fromkeys((*one.keys, *page.keys)))
    return Keyed(story=story, keys=keys, origin_sha256=page.origin_sha256)
