"""What sending needs of a store, and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from briefing.models import Delivery, Settlement


class Outbox(Protocol):
    """The deliveries of all editions. What a call did is durable when it returns."""

    def claim(
        self, edition_id: str, *, worker: str, now: datetime, limit: int
    ) -> tuple[Delivery, ...]:
        """Up to `limit` deliveries that nobody else has and whose time has come."""

    def record(
        self,
        edition_id: str,
        *,
        marked: Sequence[str],
        settled: Sequence[Settlement],
        worker: str,
    ) -> frozenset[str]:
        """In one transaction: mark what may be accepted from now on, and settle what is known.

        Returns those of `marked` that are marked; the others were taken back
        meanwhile and must not be sent.
        """

    def give_back(self, edition_id: str, subscribers: Sequence[str], *, worker: str) -> None:
        """What was claimed and surely not handed on waits again."""

    def recover(self, worker: str, settled: Mapping[str, Settlement] | None) -> int:
        """Settle what a dead worker left behind; returns how many are in doubt.

        `settled` are those it may have handed on, and no other was. None:
        nothing is known, so all it had marked is in doubt.
        """

    def expire(self, now: datetime, *, alive: Collection[str] = ()) -> int:
        """Put in doubt what workers that are silent for too long had marked; returns how many."""
