"""robots.txt (RFC 9309): which pages of a host may be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from urllib.parse import urlsplit

from protego import Protego

from briefing.errors import SourceError
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Request, Response
from briefing.text.urls import web_url

AGENT = "briefing"
# What a crawler must read at least (RFC 9309, 2.5).
MAX_ROBOTS_BYTES = 500 * 1024
# A host that asks for a pause between two pages gets it, within this time a run.
PATIENCE_SECONDS = 30.0
# Who asks for longer pauses than that gets three pages a run.
LONGEST_PAUSE_SECONDS = 10.0


class Robots:
    """What the hosts of a run allow; a client fetches each robots.txt once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules = client.robots

    def allowed(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Those of the URLs that may be read, in order; the rules are fetched at once.

        A host without robots.txt (4xx) allows all, one that fails (5xx, no
        answer) allows nothing (RFC 9309, 2.3.1). Of a host that asks for a
        pause between requests, only as many as fit into 30 seconds.
        """
        web_urls = [url for url in urls if web_url(url)]
        self._learn({origin(url): None for url in web_urls})
        left = {site: self._most(site) for site in map(origin, web_urls)}
        return tuple(url for url in web_urls if self._allows(url) and _take(left, origin(url)))

    def _learn(self, origins: dict[str, None]) -> None:
        unknown = [site for site in origins if site not in self._rules]
        answers = self._client.fetch([Request(url=f"{site}/robots.txt") for site in unknown])
        for site, answer in zip(unknown, answers, strict=True):
            self._rules[site] = _rules(answer)

    def _most(self, site: str) -> int:
        """How many pages of a host fit into our patience; it is asked no faster than it wants."""
        rules = self._rules[site]
        pause = min(float((rules and rules.crawl_delay(AGENT)) or 0), LONGEST_PAUSE_SECONDS)
        if pause <= 0:
            return sys.maxsize
        self._client.slow_down(urlsplit(site).hostname or "", pause)
        return max(int(PATIENCE_SECONDS / pause), 1)

    def _allows(self, url: str) -> bool:
        rules = self._rules[origin(url)]
        return rules is not None and bool(rules.can_fetch(url, AGENT))


def _take(left: dict[str, int], site: str) -> bool:
    left[site] -= 1
    return left[site] >= 0


def origin(url: str) -> str:
    """Scheme, host and port of a web address."""
    scheme, _, rest = url.partition("://")
    host = rest.replace("?", "/").replace("#", "/").split("/")[0]
    return f"{scheme.lower()}://{host.lower()}"


def _rules(answer: Response | SourceError) -> Protego | None:
    """The rules of an answer; None where the host must be left alone."""
    if isinstance(answer, SourceError) or answer.status >= 500:
        return None
    text = answer.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace") if answer.status < 300 else ""
    return Protego.parse(text)
