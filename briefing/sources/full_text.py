"""Feeds that give only teasers, followed to their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from briefing.models import Fault, Keyed, Story
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.pages import read_pages
from briefing.sources.fetch.robots import Robots
from briefing.sources.fetch.site_headers import SiteHeaders
from briefing.sources.sandbox.results import ReadResult
from briefing.text.urls import canonical_url

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
    site: SiteHeaders | None = None,
) -> ReadResult:
    """The stories, teasers replaced by the text of their page, in the same order.

    `auto` follows what is short or cut. At most `limit` pages, only where
    robots.txt allows it, and none that was asked for before, unless the feed
    says that it has changed since. A page that fails, hides its story, or says
    less than the teaser leaves what there is, and a note says how many and why.
    `site` are headers for pages of the feed's own site.
    """
    wanted = [one for one in stories if _has_page(one) and _is_wanted(one.story, mode)]
    stored = {one.story.id: known(one.keys) for one in wanted}
    asked = [one for one in wanted if not _is_done(one.story, stored[one.story.id], known)]
    chosen = list(dict.fromkeys(one.story.url or "" for one in asked))
    allowed = Robots(client).allowed(chosen[: 3 * limit])
    read = read_pages(allowed[:limit], client=client, source="", site=site)
    pages = dict(zip(allowed, read, strict=False))
    reasons = Counter(page.why for page in read if isinstance(page, Fault))
    reasons["robots.txt does not allow it"] = len(chosen[: 3 * limit]) - len(allowed)
    reasons[f"more than {limit} pages"] = max(len(allowed) - limit, 0)
    return ReadResult(
        stories=tuple(
            _best(one, pages.get(one.story.url or ""), stored.get(one.story.id)) for one in stories
        ),
        notes=tuple(f"{count} left as teasers: {why}" for why, count in _sorted(reasons)),
        more=len(allowed) > limit,
    )


def _sorted(reasons: Counter[str]) -> list[tuple[str, int]]:
    return sorted((why, count) for why, count in reasons.items() if count)


def _has_page(one: Keyed) -> bool:
    """True where its link is a page of its own: one that stands for many stories tells none."""
    return bool(one.story.url) and canonical_url(one.story.url or "") in one.keys


def _is_wanted(story: Story, mode: FullText) -> bool:
    if mode == "auto":
        return len(story.text) < TEASER or bool(_CUT.search(story.text))
    return mode == "always"


def _is_done(said: Story, stored: Story | None, known: Known) -> bool:
    """True where the page was asked for before, and the feed says of no change since."""
    if stored is None:
        return False
    if said.updated and not (stored.updated and said.updated <= stored.updated):
        return False
    return len(stored.text) > len(said.text) or known((_asked(said),)) is not None


def _asked(story: Story) -> str:
    """The key of a story whose page was asked for, whatever came of it."""
    return f"asked:{canonical_url(story.url or '')}"


def _best(one: Keyed, page: Keyed | Fault | None, stored: Story | None) -> Keyed:
    """The feed's story with the page's text, else with the text that is stored already."""
    if isinstance(page, Keyed) or (page is not None and page.lasting):
        one = replace(one, keys=(*one.keys, _asked(one.story)))
    if isinstance(page, Keyed) and len(page.story.text) > len(one.story.text):
        return _merged(one, page)
    if stored is not None and len(stored.text) > len(one.story.text):
        return _merged(one, Keyed(story=stored, keys=(), origin_sha256=""))
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
        language=found.language or said.language,
    )
    title = said.title if not said.title_derived else found.title
    story = replace(story, title=title, title_derived=said.title_derived and found.title_derived)
    keys = tuple(dict.fromkeys((*one.keys, *page.keys)))
    return replace(page, story=story, keys=keys)
