"""Sources asked without storing anything: the feeds of an address, what a source gives now."""

from __future__ import annotations

from briefing.config import SourceConfig
from briefing.config.sources_section import source_from
from briefing.desk.sources import source_named
from briefing.models import SourceReport
from briefing.newsletter import Newsletter
from briefing.pipeline.earlier import LONGEST_WINDOW
from briefing.pipeline.ingest import read_planned
from briefing.sources.discover import FeedCandidate, discover
from briefing.sources.source import ReadHistory
from briefing.wiring.given_sources import WEB
from briefing.wiring.parts import client_of
from briefing.wiring.planned_reads import planned_read


def find_feeds(newsletter: Newsletter, url: str) -> tuple[FeedCandidate, ...]:
    """The feeds an address leads to; SourceError where it cannot be read.

    Without a scheme it is taken for https; `feed:` is what old readers wrote.
    """
    with client_of(newsletter.config) as client:
        return discover(_with_scheme(url.strip()), client=client)


def _with_scheme(address: str) -> str:
    if address.lower().startswith("feed:"):
        rest = address[5:]
        return rest if rest.startswith(("http://", "https://")) else f"http:{rest}"
    return address if "://" in address else f"https://{address}"


def try_source(newsletter: Newsletter, source: SourceConfig) -> SourceReport:
    """What `ingest` would store of a source that it has not asked yet; nothing is stored."""
    config = newsletter.config
    with client_of(config) as client:
        history = ReadHistory(known=newsletter.store.stories.by_keys)
        planned = planned_read(source, config=config, client=client, history=history)
        since = newsletter.clock() - LONGEST_WINDOW
        (report,) = read_planned([planned], client=client, since=since)
        return report


def source_at(newsletter: Newsletter, where: str) -> SourceConfig:
    """A configured source by its name, or the feed at an address."""
    if where.split(":")[0] in WEB and not any(s.place == where for s in newsletter.config.sources):
        return source_from({"kind": "feed", "url": where})
    return source_named(newsletter, where)
