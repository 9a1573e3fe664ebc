"""Which feeds an address leads to: itself, those its page names, or those at the usual places."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.feed_source import ACCEPT
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.parse.listings import FEED_PATHS
from briefing.sources.sandbox.results import ListedLink

# Chosen, not measured: pages that name more name one for each topic.
MAX_TRIED_FEEDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCandidate:
    """A feed that was found: its address and title, and its stories."""

    link: ListedLink
    stories: tuple[Keyed, ...]


def discover(url: str, *, client: Client) -> tuple[FeedCandidate, ...]:
    """The feeds of an address that hold stories; none where it leads to no feed.

    Raises SourceError where the address cannot be read.
    """
    answer = client.get(url, accept=f"{ACCEPT}, text/html;q=0.8")
    itself = _probed(ListedLink(url=answer.url), answer, client)
    if itself is not None:
        return (itself,)
    named = client.reader.links("discover", answer.body, answer.url)
    site = "/".join(answer.url.split("/")[:3])
    guesses = () if named else tuple(ListedLink(url=site + path) for path in FEED_PATHS)
    tried = (*named, *guesses)[:MAX_TRIED_FEEDS]
    answers = client.fetch([Request(url=link.url, accept=ACCEPT) for link in tried])
    candidates = (
        _probed(link, answer, client) for link, answer in zip(tried, answers, strict=True)
    )
    return tuple(candidate for candidate in candidates if candidate is not None)


def _probed(
    link: ListedLink, answer: Response | SourceError, client: Client
) -> FeedCandidate | None:
    """The feed behind a link, named by itself; None where there is none."""
    if isinstance(answer, SourceError) or answer.problem is not None:
        return None
    try:
        stories = client.reader.stories(answer.body, answer.url, source="", charset=answer.charset)
    except SourceError:
        return None
    title = link.title or next((keyed.story.publisher for keyed in stories), "")
    return FeedCandidate(link=replace(link, title=title), stories=stories) if stories else None
