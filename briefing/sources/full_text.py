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
# Chosen, not measured: what is longer is seldom a teaser.
MAX_TEASER_CHARS = 800
# Chosen: a morning of one source; `max_pages` says otherwise.
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
    teasers = [keyed for keyed in stories if _has_page(keyed) and _is_wanted(keyed.story, mode)]
    stored = {keyed.story.id: known(keyed.keys) for keyed in teasers}
    due = [keyed for keyed in teasers if not _is_done(keyed.story, stored[keyed.story.id], known)]
    addresses = list(dict.fromkeys(keyed.story.url or "" for keyed in due))
    allowed = Robots(client).allowed(addresses[: 3 * limit])
    outcomes = read_pages(allowed[:limit], client=client, source="", site=site)
    pages = dict(zip(allowed, outcomes, strict=False))
    reasons = Counter(page.why for page in outcomes if isinstance(page, Fault))
    reasons["robots.txt does not allow it"] = len(addresses[: 3 * limit]) - len(allowed)
    reasons[f"more than {limit} pages"] = max(len(allowed) - limit, 0)
    return ReadResult(
        stories=tuple(
            _best(keyed, pages.get(keyed.story.url or ""), stored.get(keyed.story.id))
            for keyed in stories
        ),
        notes=tuple(f"{count} left as teasers: {why}" for why, count in _sorted(reasons)),
        more=len(allowed) > limit,
    )


def _sorted(reasons: Counter[str]) -> list[tuple[str, int]]:
    return sorted((why, count) for why, count in reasons.items() if count)


def _has_page(keyed: Keyed) -> bool:
    """True where its link is a page of its own: one that stands for many stories tells none."""
    return bool(keyed.story.url) and canonical_url(keyed.story.url or "") in keyed.keys


def _is_wanted(story: Story, mode: FullText) -> bool:
    if mode == "auto":
        return len(story.text) < MAX_TEASER_CHARS or bool(_CUT.search(story.text))
    return mode == "always"


def _is_done(story: Story, stored: Story | None, known: Known) -> bool:
    """True where the page was asked for before, and the feed says of no change since."""
    if stored is None:
        return False
    if story.updated and not (stored.updated and story.updated <= stored.updated):
        return False
    return len(stored.text) > len(story.text) or known((_asked(story),)) is not None


def _asked(story: Story) -> str:
    """The key of a story whose page was asked for, whatever came of it."""
    return f"asked:{canonical_url(story.url or '')}"


def _best(keyed: Keyed, page: Keyed | Fault | None, stored: Story | None) -> Keyed:
    """The feed's story with the page's text, else with the text that is stored already."""
    if isinstance(page, Keyed) or (page is not None and page.lasting):
        keyed = replace(keyed, keys=(*keyed.keys, _asked(keyed.story)))
    if isinstance(page, Keyed) and len(page.story.text) > len(keyed.story.text):
        return _merged(keyed, page)
    if stored is not None and len(stored.text) > len(keyed.story.text):
        return _merged(keyed, Keyed(story=stored, keys=(), origin_sha256=""))
    return keyed


def _merged(keyed: Keyed, page: Keyed) -> Keyed:
    """The feed's story with the page's text and what the feed does not say."""
    teaser, whole = keyed.story, page.story
    stated = teaser.published is not None and not teaser.published_guessed
    dated = teaser if stated or whole.published is None else whole
    story = replace(
        teaser,
        text=whole.text,
        published=dated.published,
        published_guessed=dated.published_guessed,
        updated=teaser.updated or whole.updated,
        author=teaser.author or whole.author,
        section=teaser.section or whole.section,
        tags=teaser.tags or whole.tags,
        media=whole.media or teaser.media,
        marks=whole.marks,
        embargo=teaser.embargo or whole.embargo,
        language=whole.language or teaser.language,
    )
    title = teaser.title if not teaser.title_derived else whole.title
    story = replace(story, title=title, title_derived=teaser.title_derived and whole.title_derived)
    keys = tuple(dict.fromkeys((*keyed.keys, *page.keys)))
    return replace(page, story=story, keys=keys)
