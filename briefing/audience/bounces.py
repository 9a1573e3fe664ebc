"""What came back: read from the bounce mailbox, and done what it asks for."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from briefing.audience.bounce_handling import bounce_handler
from briefing.config import Config
from briefing.delivery.bounce_kinds import Kind
from briefing.delivery.bounce_mailbox import (
    BounceImapAccount,
    BounceMailbox,
    MaildirMailbox,
    imap_mailbox,
)
from briefing.delivery.bounce_reports import read_bounce
from briefing.errors import DeliveryError
from briefing.store import Store
from briefing.wiring.transports import password

logger = logging.getLogger(__name__)


KINDS = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceSummary:
    """What one look into the mailbox came to.

    `left` are mails that were not understood, `held` addresses that the brake
    spared. `flagged` mails are for a person by now, and `waiting` ones for the
    next look.
    """

    hard: int = 0
    soft: int = 0
    policy: int = 0
    complaint: int = 0
    unsubscribe: int = 0
    nothing: int = 0
    left: int = 0
    held: int = 0
    flagged: int = 0
    waiting: int = 0

    @property
    def line(self) -> str:
        """What was done, for a person: "1 hard, 2 soft"; empty where nothing was."""
        done = {name: getattr(self, name) for name in KINDS}
        return ", ".join(f"{count} {kind}" for kind, count in done.items() if count)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should look at: what piles up, and what the brake holds."""
        lines = (
            (self.left, "were not understood and stay in the mailbox, flagged: look there"),
            (self.waiting, "more wait in the mailbox for the next look"),
            (self.held, "addresses are kept: too many hard bounces of one domain in a day"),
        )
        return tuple(f"{count} {what}" for count, what in lines if count)


def collect(config: Config, store: Store, now: datetime, *, again: bool = False) -> BounceSummary:
    """Read what came back, and do what it asks for. DeliveryError where the box cannot be read.

    A hard bounce ends delivery to the address, and so do as many soft ones in
    a row as the config allows, and a complaint; a refusal of us or of our
    message ends nothing, and neither do many hard ones of one domain at once. A
    mail that unsubscribes ends the subscription. What is not understood, or is
    about no message of ours, stays in the box, flagged; `again` looks at
    flagged mails once more.
    """
    counts = Counter[str]()
    handler = bounce_handler(config, store, now)
    with open_box(config) as box:
        for name, data in box.fresh(again=again):
            report = read_bounce(data)
            done = report is not None and handler.apply(report)
            counts[report.kind if report and done else "left"] += 1
            (box.seen if done else box.flag)(name)
        lying = box.counts()
    piled = {"flagged": lying.flagged, "waiting": lying.waiting, "held": len(handler.held)}
    summary = BounceSummary(**counts, **piled)
    logger.info("came back: %s; left in the mailbox: %d", summary.line or "nothing", summary.left)
    return summary


@contextmanager
def open_box(config: Config) -> Iterator[BounceMailbox]:
    """The mailbox the config names; DeliveryError where there is none, or it cannot be had."""
    bounces = config.delivery.bounces
    if bounces.maildir:
        yield MaildirMailbox(config.path(bounces.maildir))
    elif bounces.imap:
        account = BounceImapAccount(
            host=bounces.imap.host,
            port=bounces.imap.port,
            username=bounces.imap.username,
            password=password(config, bounces.imap.password_env, bounces.imap.password_file),
            mailbox=bounces.imap.mailbox,
        )
        with imap_mailbox(account) as box:
            yield box
    else:
        hint = "set `maildir:` or `imap:` below `delivery: bounces:`"
        raise DeliveryError("no mailbox is named for what comes back", hint=hint)
