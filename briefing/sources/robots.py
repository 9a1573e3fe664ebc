"""robots.txt (RFC 9309): which pages of a host may be read."""

from __future__ import annotations

from collections.abc import Iterable

from protego import Protego

from briefing.errors import SourceError
from briefing.sources.http import Client, Request, Response
from briefing.text.urls import web_url

AGENT = "briefing"
MAX_BYTES = 500 * 1024


class Robots:
    """What the hosts of a run allow; each robots.txt is fetched once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Protego | None] = {}

    def allowed(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Those of the URLs that may be read, in order; the rules are fetched at once.

        A host without robots.txt (4xx) allows all, one that fails (5xx, no
        answer) allows nothing (RFC 9309, 2.3.1).
        """
        wanted = [url for url in urls if web_url(url)]
        self._learn({origin(url): None for url in wanted})
        return tuple(url for url in wanted if self._allows(url))

    def _learn(self, origins: dict[str, None]) -> None:
        unknown = [site for site in origins if site not in self._rules]
        answers = self._client.fetch([Request(url=f"{site}/robots.txt") for site in unknown])
        for site, answer in zip(unknown, answers, strict=True):
            self._rules[site] = _rules(answer)

    def _allows(self, url: str) -> bool:
        rules = self._rules[origin(url)]
        return rules is not None and bool(rules.can_fetch(url, AGENT))


def origin(url: str) -> str:
    """Scheme, host and port of a web address."""
    scheme, _, rest = url.partition("://")
    host = rest.replace("?", "/").replace("#", "/").split("/")[0]
    return f"{scheme.lower()}://{host.lower()}"


def _rules(answer: Response | SourceError) -> Protego | None:
    """The rules of an answer; None where the host must be left alone."""
    if isinstance(answer, SourceError) or answer.status >= 500:
        return None
    text = answer.body[:MAX_BYTES].decode("utf-8", "replace") if answer.status < 300 else ""
    return Protego.parse(text)
