"""The feeds of a newsletter as an OPML list, and those of a list as sources."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.config import source_name
from briefing.config.sources_section import FeedConfig, without_login
from briefing.models import Fault
from briefing.newsletter import Newsletter
from briefing.sources.parse.listings import opml_links, write_opml
from briefing.sources.sandbox.results import ListedLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The feeds of a list: those to add, as config.yaml writes them, and why others are not."""

    sources: tuple[dict[str, object], ...]
    left_out: tuple[Fault, ...] = ()


def listed_in(newsletter: Newsletter, data: bytes, where: str) -> Listed:
    """The feeds of an OPML list that are not yet sources, each with its folder as section."""
    known = {source.place for source in newsletter.config.sources}
    links = opml_links(data, where)
    return Listed(
        sources=tuple(
            _fields(link) for link in links if not link.unusable and link.url not in known
        ),
        left_out=tuple(Fault(where=link.url, why=link.unusable) for link in links if link.unusable),
    )


def _fields(link: ListedLink) -> dict[str, object]:
    fields: dict[str, object] = {"kind": "feed", "name": link.title or link.url, "url": link.url}
    if link.section:
        fields["section"] = link.section
    if link.site:
        fields["site"] = link.site
    return fields


def as_opml(newsletter: Newsletter) -> bytes:
    """The feeds of this newsletter as an OPML list."""
    return write_opml(_links(newsletter), title=newsletter.config.newsletter.title)


def listed_sources(newsletter: Newsletter) -> list[dict[str, object]]:
    """The same feeds as config.yaml writes them."""
    return [_fields(link) for link in _links(newsletter)]


def _links(newsletter: Newsletter) -> list[ListedLink]:
    return [
        ListedLink(
            url=without_login(source.url),
            title=source_name(source),
            section=source.section,
            site=source.site,
        )
        for source in newsletter.config.sources
        if isinstance(source, FeedConfig)
    ]
