"""What came back: read from the bounce mailbox, and done what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.audience.tokens import read_token, secret_of
from briefing.config import Config
from briefing.delivery.bounce_mailbox import Box, ImapAccount, MaildirBox, imap_box
from briefing.delivery.bounces import Returned, understand
from briefing.delivery.message.address import mailbox
from briefing.errors import DeliveryError
from briefing.models import AddressStatus, Delivery
from briefing.store import Store
from briefing.wiring.transports import password


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsReport:
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


def collect(config: Config, store: Store, now: datetime) -> ReturnsReport:
    """Read what came back, and do what it asks for. DeliveryError where the box cannot be read.

    A hard bounce ends delivery to the address, and so do as many soft ones in
    a row as the config allows, and a complaint; a mail that unsubscribes ends
    the subscription. What is not understood, or is about no message of ours,
    stays in the box.
    """
    counts = dict.fromkeys(ReturnsReport.__slots__, 0)
    desk = _Desk(config=config, store=store, now=now)
    with _box(config) as box:
        for name, data in box.unseen():
            found = understand(data)
            done = found is not None and desk.see_to(found)
            counts[found.kind if found and done else "left"] += 1
            if done:
                box.seen(name)
    return ReturnsReport(**counts)


@contextmanager
def _box(config: Config) -> Iterator[Box]:
    bounces = config.delivery.bounces
    if bounces.maildir:
        yield MaildirBox(config.path(bounces.maildir))
    elif bounces.imap:
        account = ImapAccount(
            host=bounces.imap.host,
            port=bounces.imap.port,
            username=bounces.imap.username,
            password=password(bounces.imap.password_env),
            mailbox=bounces.imap.mailbox,
        )
        with imap_box(account) as box:
            yield box
    else:
        hint = "set `maildir:` or `imap:` below `delivery: bounces:`"
        raise DeliveryError("no mailbox is named for what comes back", hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Does what a report asks for."""

    config: Config
    store: Store
    now: datetime

    def see_to(self, found: Returned) -> bool:
        """True where it was done; False where it concerns nobody we know."""
        if found.kind == "nothing":
            return True
        if found.kind == "unsubscribe":
            return self._unsubscribe(found)
        delivery = next((one for one in map(self._sent, found.message_ids) if one), None)
        if delivery is None:
            return False
        if self._keep(delivery, found.kind, found):
            self._judge(delivery, found)
        return True

    def _sent(self, message_id: str) -> Delivery | None:
        """The delivery of a Message-ID, or of the part of one that stands in a VERP address."""
        if not message_id.startswith("<"):
            message_id = f"<{message_id}@{mailbox(self.config.newsletter.sender).domain}>"
        return self.store.deliveries.with_message_id(message_id)

    def _keep(
        self, delivery: Delivery, kind: Literal["hard", "soft", "complaint"], found: Returned
    ) -> bool:
        return self.store.bounces.add(
            delivery, kind, report=found.report, reason=found.reason, at=self.now
        )

    def _judge(self, delivery: Delivery, found: Returned) -> None:
        """End delivery to the address where it is time for that."""
        if found.kind == "complaint":
            self._leave(delivery.subscriber_id, found.reason)
            self._mark(delivery, "complained", found.reason)
        elif found.kind == "hard" or self._bounces_on_and_on(delivery):
            self._mark(delivery, "bounced", found.reason)

    def _bounces_on_and_on(self, delivery: Delivery) -> bool:
        limit = self.config.delivery.bounces.soft_limit
        return limit <= self.store.bounces.soft_in_a_row(delivery.subscriber_id, limit=limit)

    def _mark(self, delivery: Delivery, status: AddressStatus, cause: str) -> None:
        mark = self.store.subscribers.set_address_status
        mark(delivery.email, status, cause=cause, at=self.now)

    def _unsubscribe(self, found: Returned) -> bool:
        newsletter = self.config.newsletter.id
        if found.newsletter != newsletter:
            return False
        token = found.token
        subscriber = read_token(secret_of(self.store), "unsubscribe", newsletter, token)
        return subscriber is not None and self._leave(subscriber, found.reason)

    def _leave(self, subscriber_id: str, cause: str) -> bool:
        letter = self.config.newsletter.id
        self.store.subscribers.leave(subscriber_id, newsletter=letter, cause=cause, at=self.now)
        return True
