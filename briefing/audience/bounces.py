"""What came back: read from the bounce mailbox, and done what it asks for."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.audience.tokens import read_token, secret_of
from briefing.config import Config
from briefing.delivery.bounce_mailbox import (
    BounceImapAccount,
    BounceMailbox,
    MaildirMailbox,
    imap_mailbox,
)
from briefing.delivery.bounce_reports import BounceReport, read_bounce
from briefing.delivery.message.address import mailbox
from briefing.errors import DeliveryError
from briefing.models import AddressStatus, Delivery
from briefing.store import Store
from briefing.wiring.transports import password

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceSummary:
    """What one look into the mailbox came to. `left` are mails that were not understood."""

    hard: int = 0
    soft: int = 0
    complaint: int = 0
    unsubscribe: int = 0
    nothing: int = 0
    left: int = 0

    @property
    def line(self) -> str:
        """What was done, for a person: "1 hard, 2 soft"; empty where nothing was."""
        done = {name: getattr(self, name) for name in self.__slots__ if name != "left"}
        return ", ".join(f"{count} {kind}" for kind, count in done.items() if count)


def collect(config: Config, store: Store, now: datetime) -> BounceSummary:
    """Read what came back, and do what it asks for. DeliveryError where the box cannot be read.

    A hard bounce ends delivery to the address, and so do as many soft ones in
    a row as the config allows, and a complaint; a mail that unsubscribes ends
    the subscription. What is not understood, or is about no message of ours,
    stays in the box.
    """
    counts = dict.fromkeys(BounceSummary.__slots__, 0)
    handler = _BounceHandler(config=config, store=store, now=now)
    with _box(config) as box:
        for name, data in box.unseen():
            report = read_bounce(data)
            done = report is not None and handler.apply(report)
            counts[report.kind if report and done else "left"] += 1
            if done:
                box.seen(name)
    summary = BounceSummary(**counts)
    logger.info("came back: %s; left in the mailbox: %d", summary.line or "nothing", summary.left)
    return summary


@contextmanager
def _box(config: Config) -> Iterator[BounceMailbox]:
    bounces = config.delivery.bounces
    if bounces.maildir:
        yield MaildirMailbox(config.path(bounces.maildir))
    elif bounces.imap:
        account = BounceImapAccount(
            host=bounces.imap.host,
            port=bounces.imap.port,
            username=bounces.imap.username,
            password=password(bounces.imap.password_env),
            mailbox=bounces.imap.mailbox,
        )
        with imap_mailbox(account) as box:
            yield box
    else:
        hint = "set `maildir:` or `imap:` below `delivery: bounces:`"
        raise DeliveryError("no mailbox is named for what comes back", hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _BounceHandler:
    """Does what a report asks for."""

    config: Config
    store: Store
    now: datetime

    def apply(self, report: BounceReport) -> bool:
        """True where it was done; False where it concerns nobody we know."""
        if report.kind == "nothing":
            return True
        if report.kind == "unsubscribe":
            return self._unsubscribe(report)
        delivery = next(
            (delivery for delivery in map(self._sent, report.message_ids) if delivery), None
        )
        if delivery is None:
            return False
        if self._keep(delivery, report.kind, report):
            self._end_delivery(delivery, report)
        return True

    def _sent(self, message_id: str) -> Delivery | None:
        """The delivery of a Message-ID, or of the part of one that stands in a VERP address."""
        if not message_id.startswith("<"):
            message_id = f"<{message_id}@{mailbox(self.config.newsletter.sender).domain}>"
        return self.store.deliveries.with_message_id(message_id)

    def _keep(
        self, delivery: Delivery, kind: Literal["hard", "soft", "complaint"], report: BounceReport
    ) -> bool:
        return self.store.bounces.add(
            delivery, kind, report=report.report, reason=report.reason, at=self.now
        )

    def _end_delivery(self, delivery: Delivery, report: BounceReport) -> None:
        """End delivery to the address where it is time for that."""
        if report.kind == "complaint":
            self._leave(delivery.subscriber_id, report.reason)
            self._mark(delivery, "complained", report.reason)
        elif report.kind == "hard" or self._bounces_on_and_on(delivery):
            self._mark(delivery, "bounced", report.reason)

    def _bounces_on_and_on(self, delivery: Delivery) -> bool:
        limit = self.config.delivery.bounces.soft_limit
        return limit <= self.store.bounces.soft_in_a_row(delivery.subscriber_id, limit=limit)

    def _mark(self, delivery: Delivery, status: AddressStatus, cause: str) -> None:
        mark = self.store.subscribers.set_address_status
        mark(delivery.email, status, cause=cause, at=self.now)

    def _unsubscribe(self, report: BounceReport) -> bool:
        newsletter = self.config.newsletter.id
        if report.newsletter != newsletter:
            return False
        token = report.token
        subscriber = read_token(secret_of(self.store), "unsubscribe", newsletter, token)
        return subscriber is not None and self._leave(subscriber, report.reason)

    def _leave(self, subscriber_id: str, cause: str) -> bool:
        newsletter = self.config.newsletter.id
        self.store.subscribers.leave(subscriber_id, newsletter=newsletter, cause=cause, at=self.now)
        return True
