"""Offers an edition again to those it failed for: never to whom it may have reached."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.models import Delivery, DeliveryState
from briefing.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryChoice:
    """Which deliveries: in these states, whose reply holds this text, to this address.

    In `reply` a `*` stands for anything; "" holds for every reply.
    """

    states: tuple[DeliveryState, ...] = ("failed",)
    reply: str = ""
    to: str = ""

    def holds(self, delivery: Delivery) -> bool:
        """True where a delivery is meant."""
        if self.to and delivery.email.lower() != self.to.lower():
            return False
        return matches(self.reply, delivery.reply)


def matches(pattern: str, text: str) -> bool:
    """True where the pieces of the pattern, cut at `*`, stand in the text one after the other.

    Whatever the case. The text is gone through once.
    """
    place, lowered = 0, text.lower()
    for piece in pattern.lower().split("*"):
        found = lowered.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def reopen(store: Store, edition_id: str, choice: RetryChoice) -> tuple[int, int]:
    """Let those wait again that are meant; how many do, and how many are left out.

    Left out is who has left since, or whose address does not work: nobody is written to
    who would not get the next edition.
    """
    listed = store.deliveries.list(edition_id, states=choice.states)
    chosen = [delivery.subscriber_id for delivery in listed if choice.holds(delivery)]
    done = store.deliveries.reopen(edition_id, chosen)
    return done, len(chosen) - done
