"""Addresses of which the server says, while we send, that they do not exist: as bounces."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from briefing.audience.bounce_handling import bounce_handler
from briefing.config import Config
from briefing.delivery.batches import Tally
from briefing.delivery.bounce_kinds import BounceReport
from briefing.models import Delivery
from briefing.store import Store

logger = logging.getLogger(__name__)

# So many may be unknown where fewer were taken than that: a typing mistake or two in a short
# list. More are a server that knows nobody any more; chosen, not measured.
MOST_WITHOUT_DOUBT = 2


def learn_unknown(config: Config, store: Store, tally: Tally, now: datetime) -> None:
    """End delivery to addresses that a run found to be unknown, as a hard bounce by mail would.

    Where the server has taken fewer than it said were unknown, it is not believed: a
    directory that is down says of everybody that he is unknown. Where too many of one
    domain are unknown at once, the brake of bounces holds.
    """
    count = len(tally.unknown)
    if count > MOST_WITHOUT_DOUBT and count > tally.sent:
        logger.warning("%d addresses are said to be unknown: not believed, it is too many", count)
        return
    handler = bounce_handler(config, store, now)
    for delivery, reply in tally.unknown:
        handler.apply(_report(delivery, reply))
    if handler.held:
        logger.warning("%d addresses are kept: too many unknown at one domain", len(handler.held))


def _report(delivery: Delivery, reply: str) -> BounceReport:
    """The refusal as the report of a bounce; said again of the same delivery it is the same."""
    name = f"{delivery.edition_id} {delivery.subscriber_id} {reply}"
    return BounceReport(
        kind="hard",
        reason=reply,
        report=hashlib.sha256(name.encode()).hexdigest(),
        message_ids=(delivery.message_id,),
    )
