"""Feeds that give only teasers, followed to their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from briefing.errors import SourceError
from briefing.models import Keyed, Story
from briefing.sources.found import Found
from briefing.sources.http import Client, Request, Response
from briefing.sources.robots import Robots

FullText = Literal["auto", "never", "always"]
TEASER = 800
MAX_PAGES = 20
ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\s*$")


def follow(
    stories: Sequence[Keyed],
    *,
    client: Client,
    robots: Robots,
    mode: FullText = "auto",
    limit: int = MAX_PAGES,
) -> Found:
    """The stories, teasers replaced by the text of their page, in the same order.

    `auto` follows what is short or cut. At most `limit` pages, only where
    robots.txt allows it. A page that fails, hides its story, or says less
    than the teaser leaves the teaser, and a note says how many and why.
    """
    wanted = [one.story.url for one in stories if one.story.url and _is_wanted(one.story, mode)]
    chosen = list(dict.fromkeys(wanted))
    allowed = robots.allowed(chosen[:limit])
    answers = client.fetch([Request(url=url, accept=ACCEPT) for url in allowed])
    pages = {url: _page(answer, client) for url, answer in zip(allowed, answers, strict=True)}
    reasons = Counter(page for page in pages.values() if isinstance(page, str))
    reasons["robots.txt does not allow it"] = len(chosen[:limit]) - len(allowed)
    reasons[f"more than {limit} pages"] = max(len(chosen) - limit, 0)
    return Found(
        stories=tuple(_merged(one, pages.get(one.story.url or "")) for one in stories),
        notes=tuple(f"{count} left as teasers: {why}" for why, count in _sorted(reasons)),
    )


def _sorted(reasons: Counter[str]) -> list[tuple[str, int]]:
    return sorted((why, count) for why, count in reasons.items() if count)


def _is_wanted(story: Story, mode: FullText) -> bool:
    if mode == "auto":
        return len(story.text) < TEASER or bool(_CUT.search(story.text))
    return mode == "always"


def _page(answer: Response | SourceError, client: Client) -> Keyed | str:
    """The page's story, or in few words why there is none."""
    problem = answer if isinstance(answer, SourceError) else answer.problem
    if problem is not None:
        return problem.what
    assert isinstance(answer, Response)
    try:
        return client.reader.page(answer.body, answer.url, source="")
    except SourceError as error:
        return error.what


def _merged(one: Keyed, page: Keyed | str | None) -> Keyed:
    """The feed's story with the page's text and what the feed does not say."""
    if not isinstance(page, Keyed) or len(page.story.text) <= len(one.story.text):
        return one
    said, found = one.story, page.story
    story = replace(
        said,
        text=found.text,
        published=said.published or found.published,
        updated=said.updated or found.updated,
        author=said.author or found.author,
        section=said.section or found.section,
        tags=said.tags or found.tags,
        media=found.media or said.media,
    )
    title = said.title if not said.title_derived else found.title
    story = replace(story, title=title, title_derived=said.title_derived and found.title_derived)
    keys = tuple(dict.fromkeys((*one.keys, *page.keys)))
    return Keyed(story=story, keys=keys, origin_sha256=page.origin_sha256)
