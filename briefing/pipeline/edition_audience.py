"""Who an edition is for: the segment that the config names for its slot, and its rhythm."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from briefing.config import Config
from briefing.config.segments import flagged_segment
from briefing.models.segment import Audience, ReaderTraits, Segment, holds
from briefing.store import Store, Subscription


def audience_of(
    config: Config, store: Store, edition_id: str, segment: Segment | None = None
) -> Audience:
    """Whom an edition goes to; `segment` stands in place of what the config names."""
    rhythm = store.editions.rhythm(edition_id) if config.schedule.weekly else None
    chosen = configured_segment(config, edition_id) if segment is None else segment
    return Audience(segment=chosen, rhythm=rhythm)


def configured_segment(config: Config, edition_id: str) -> Segment:
    """The readers an edition of this slot goes to, as `delivery:` and `schedule:` say."""
    slot = edition_id.removeprefix(f"{config.newsletter.id}-")
    text = config.schedule.segments.get(slot.partition("T")[2], config.delivery.segment)
    return flagged_segment(
        tags=config.delivery.tags,
        text=text,
        zone=ZoneInfo(config.newsletter.timezone),
        own_language=config.newsletter.language,
    )


def is_for(audience: Audience, subscription: Subscription) -> bool:
    """True where an audience has a reader in it, whatever else keeps mail away."""
    reader = ReaderTraits(
        tags=frozenset(subscription.tags),
        language=subscription.subscriber.language,
        since=subscription.since,
    )
    return holds(audience.segment, reader)
