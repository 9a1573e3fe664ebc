"""A relay's limits as a sender keeps them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from briefing.delivery.pace import (
    DomainPaces,
    Pace,
    RateLimit,
    SharedRate,
    Throttle,
    WarmingUp,
    gap_seconds,
)
from briefing.delivery.smtp.relay import Relay


def pace_of(relay: Relay, throttle: Throttle | None, clock: Callable[[], datetime]) -> Pace:
    """How fast messages go to a relay: for all who share the throttle, where there is one."""
    gap = gap_seconds(per_second=relay.per_second, per_hour=relay.per_hour)
    if throttle and gap:
        return SharedRate(throttle, relay.name, gap, clock=clock)
    return RateLimit(per_second=relay.per_second, per_hour=relay.per_hour)


def domains_of(
    relay: Relay, throttle: Throttle | None, clock: Callable[[], datetime]
) -> DomainPaces | None:
    """The limits of receiving domains; None where there are none."""
    if throttle is None or not relay.domains:
        return None
    return DomainPaces(throttle, relay.name, relay.domains, clock=clock)


def warming_up_of(
    relay: Relay, throttle: Throttle | None, clock: Callable[[], datetime]
) -> WarmingUp | None:
    """What a relay's warm-up allows; None where it has none."""
    if throttle is None or relay.warm_up is None:
        return None
    return WarmingUp(throttle, relay.name, relay.warm_up, clock=clock)
