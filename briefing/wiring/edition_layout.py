"""Config -> Layout: what an edition of this newsletter should hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from briefing.config import Config, source_name
from briefing.editing import Layout
from briefing.editing.sections import as_sections
from briefing.models import Correction, Link, LinkPurpose
from briefing.models.blocks import BLOCK_PLACES
from briefing.newsletter import Newsletter

LINK_LABELS: dict[LinkPurpose, str] = {
    "subscribe": "Sign up",
    "archive": "Archive",
    "preferences": "Preferences",
    "feedback": "Write to us",
    "unsubscribe": "Unsubscribe",
}


# Below an edition's page: from which sources it was made, and what failed on the way.
MADE = "made"
# What a shape holds, whatever the config says of it: `compact` tells six topics and names every
# other in a line, `list` names them all in a line each.
SHAPES: Mapping[str, Mapping[str, Any]] = {
    "balance": {},
    "compact": {"max_topics": 6, "in_brief": 50, "brief_words": 0, "must_reads": 0, "related": 2},
    "list": {
        "max_topics": 0,
        "in_brief": 100,
        "brief_words": 0,
        "must_reads": 0,
        "blocks": tuple(
            place
            for place in BLOCK_PLACES
            if place not in {"lead", "topics", "watch", "quote", "must_reads", "finally"}
        ),
    },
}


def layout_of(
    config: Config,
    slot: str = "",
    *,
    number: int | None = None,
    corrections: Sequence[Correction] = (),
) -> Layout:
    """What the edition holds, from the `newsletter:` and `edition:` sections."""
    newsletter, edition = config.newsletter, config.edition
    layout = Layout(
        newsletter=newsletter.id,
        title=newsletter.title,
        tagline=newsletter.tagline,
        language=newsletter.language,
        zone=newsletter.timezone,
        slot=slot,
        number=number,
        method=edition.method,
        max_quote=edition.max_quote,
        welcome=edition.welcome,
        notice=edition.notice,
        address=newsletter.address,
        links=links_of(config),
        weights=weights_of(config),
        finally_tags=edition.finally_tags,
        sections=as_sections(edition.sections),
        max_sport=edition.max_sport,
        max_entertainment=edition.max_entertainment,
        digest=edition.digest,
        corrections=tuple(corrections),
    )
    return replace(layout, **_limits(config))


def layout_now(newsletter: Newsletter, slot: str = "") -> Layout:
    """What the next edition holds, with its number and the corrections that are due."""
    number = newsletter.store.editions.count_sent(newsletter.id) + 1
    due = newsletter.store.corrections.due(newsletter.id, until=newsletter.clock())
    linked = [
        replace(each, url=view_page(newsletter.config, each.edition_id) or "") for each in due
    ]
    return layout_of(newsletter.config, slot, number=number, corrections=linked)


def _limits(config: Config) -> dict[str, Any]:
    edition = config.edition
    names = ("lead_words", "topic_words", "brief_words", "max_topics", "must_reads", "in_brief")
    limits: dict[str, Any] = {name: getattr(edition, name) for name in (*names, "related")}
    shape = SHAPES[config.theme.name]
    blocks = {"blocks": edition.blocks} if edition.blocks else {}
    fewer = {"max_topics": min(edition.max_topics, shape.get("max_topics", edition.max_topics))}
    return {**limits, **shape, **fewer, **blocks}


def with_view(layout: Layout, config: Config, edition_id: str) -> Layout:
    """The layout with the link to this very edition in a browser, where there is such a page."""
    url = view_page(config, edition_id)
    if not url:
        return layout
    links = [Link(label="View in browser", url=url, purpose="view")]
    if config.web.url and url.startswith(f"{config.web.url}/editions/"):
        links.append(Link(label="All sources", url=f"{url}/{MADE}", purpose="made"))
    return replace(layout, links=(*links, *layout.links))


def view_page(config: Config, edition_id: str) -> str | None:
    """Where that edition can be read in a browser; None where the config names no such page."""
    page = config.newsletter.links.view
    return f"{page.rstrip('/')}/{quote(edition_id, safe='')}" if page else None


def links_of(config: Config) -> tuple[Link, ...]:
    """The configured pages, in the order readers expect them."""
    pages = config.newsletter.links.model_dump()
    return tuple(
        Link(label=label, url=pages[purpose], purpose=purpose)
        for purpose, label in LINK_LABELS.items()
        if pages[purpose]
    )


def weights_of(config: Config) -> tuple[tuple[str, float], ...]:
    """Source names with a weight of their own."""
    return tuple(
        (source_name(source), source.weight) for source in config.sources if source.weight != 1.0
    )
