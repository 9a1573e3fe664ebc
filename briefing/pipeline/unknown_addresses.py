"""Addresses of which the server says, while we send, that they do not exist: as bounces."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from briefing.delivery.batches import Tally
from briefing.store import Store

logger = logging.getLogger(__name__)

# So many may be unknown where fewer were taken than that: a typing mistake or two in a short
# list. More are a server that knows nobody any more; chosen, not measured.
MOST_WITHOUT_DOUBT = 2


def learn_unknown(store: Store, tally: Tally, now: datetime) -> int:
    """End delivery to addresses that a run found to be unknown; returns how many.

    Where the server has taken fewer than it said were unknown, it is not believed: a
    directory that is down says of everybody that he is unknown.
    """
    count = len(tally.unknown)
    if count > MOST_WITHOUT_DOUBT and count > tally.sent:
        logger.warning("%d addresses are said to be unknown: not believed, it is too many", count)
        return 0
    for delivery, reply in tally.unknown:
        name = f"{delivery.edition_id} {delivery.subscriber_id} {reply}"
        report = hashlib.sha256(name.encode()).hexdigest()
        if store.bounces.add(delivery, "hard", report=report, reason=reply, at=now):
            mark = store.subscribers.set_address_status
            mark(delivery.email, "bounced", cause=reply, at=now)
    return count
