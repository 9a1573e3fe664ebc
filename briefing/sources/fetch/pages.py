"""Many article pages, fetched at once."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.errors import SourceError
from briefing.models import Fault, Keyed
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.fetch.site_headers import SiteHeaders

BUSY = (408, 425, 429)
ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


def read_pages(
    urls: Sequence[str], *, client: Client, source: str, site: SiteHeaders | None = None
) -> tuple[Keyed | Fault, ...]:
    """The story of each page, or why there is none, in the order of the addresses."""
    answers = client.fetch([Request(url=url, accept=ACCEPT, site=site) for url in urls])
    return tuple(_page(answer, client, source) for answer in answers)


def _page(answer: Response | SourceError, client: Client, source: str) -> Keyed | Fault:
    if isinstance(answer, SourceError):
        return Fault(where=answer.where, why=answer.what)
    if answer.problem is not None:
        refused = 400 <= answer.status < 500 and answer.status not in BUSY
        return Fault(where=answer.problem.where, why=answer.problem.what, lasting=refused)
    try:
        return client.reader.page(answer.body, answer.url, source=source, charset=answer.charset)
    except SourceError as error:
        return Fault(where=error.where, why=error.what, lasting=True)
