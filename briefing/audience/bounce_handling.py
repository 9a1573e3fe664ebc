"""What a report of what came back asks for, whichever way it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from briefing.audience.bounce_brake import BounceBrake
from briefing.audience.tokens import read_token, secret_of
from briefing.config import Config
from briefing.delivery.bounce_kinds import BounceReport
from briefing.delivery.message.address import mailbox
from briefing.errors import InputError
from briefing.models import AddressStatus, Delivery
from briefing.store import Store

HELD = "too many at one domain within a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceHandler:
    """Does what reports ask for, for the time of one look; the same report again does nothing.

    `held` grows with each address that was spared by the brake.
    """

    config: Config
    store: Store
    now: datetime
    brake: BounceBrake
    held: list[str] = field(default_factory=list)

    def apply(self, report: BounceReport) -> bool:
        """True where it was done; False where it concerns nobody we know."""
        if report.kind == "nothing":
            return True
        if report.kind == "unsubscribe" and report.newsletter:
            return self._unsubscribe(report)
        delivery = self._delivery(report)
        if delivery is None:
            return False
        kind = "left" if report.kind == "unsubscribe" else report.kind
        keep = self.store.bounces.add
        if keep(delivery, kind, report=report.report, reason=report.reason, at=self.now):
            self._act(delivery, report)
        return True

    def _delivery(self, report: BounceReport) -> Delivery | None:
        """By our Message-ID, or else the last that went to an address a provider vouches for."""
        found = (self._with_id(message_id) for message_id in report.message_ids)
        delivery = next((each for each in found if each), None)
        return delivery or self._last_to(report.email)

    def _with_id(self, message_id: str) -> Delivery | None:
        """The delivery of a Message-ID, or of the part of one that stands in a VERP address."""
        if not message_id.startswith("<"):
            message_id = f"<{message_id}@{mailbox(self.config.newsletter.sender).domain}>"
        return self.store.deliveries.with_message_id(message_id)

    def _last_to(self, email: str) -> Delivery | None:
        try:
            subscriber = self.store.subscribers.get(email) if email else None
        except InputError:
            return None
        newsletter = self.config.newsletter.id
        return self.store.bounces.last_sent(subscriber.id, newsletter) if subscriber else None

    def _act(self, delivery: Delivery, report: BounceReport) -> None:
        """End delivery to the address where it is time for that; a policy never ends it."""
        if report.kind == "complaint":
            self._leave(delivery.subscriber_id, report.reason)
            self._mark(delivery.email, "complained", report.reason)
        elif report.kind == "unsubscribe":
            self._leave(delivery.subscriber_id, report.reason)
        elif self._is_over(delivery, report):
            self._mark(delivery.email, "bounced", report.reason)

    def _is_over(self, delivery: Delivery, report: BounceReport) -> bool:
        if report.kind == "hard" and not self._is_held(delivery):
            return True
        return report.kind != "policy" and self._bounces_on_and_on(delivery.subscriber_id)

    def _is_held(self, delivery: Delivery) -> bool:
        """Whether the brake holds; those who were ended before it did are put back."""
        domain = delivery.email.rpartition("@")[2].lower()
        if not self.brake.holds(domain, delivery.subscriber_id):
            return False
        for subscriber in self.brake.ended(domain):
            if not self._bounces_on_and_on(subscriber.id):
                self._mark(subscriber.email, "ok", f"{HELD}: {domain}")
                self.held.append(subscriber.email)
        self.held.append(delivery.email)
        return True

    def _bounces_on_and_on(self, subscriber_id: str) -> bool:
        limit = self.config.delivery.bounces.soft_limit
        return limit <= self.store.bounces.soft_in_a_row(subscriber_id, limit=limit)

    def _mark(self, email: str, status: AddressStatus, cause: str) -> None:
        self.store.subscribers.set_address_status(email, status, cause=cause, at=self.now)

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


def bounce_handler(config: Config, store: Store, now: datetime) -> BounceHandler:
    """A handler for one look at what came back."""
    brake = BounceBrake(store, newsletter=config.newsletter.id, now=now)
    return BounceHandler(config=config, store=store, now=now, brake=brake)
