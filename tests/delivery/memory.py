"""An outbox in memory, as strict as the store's: for tests of the sender alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

from briefing.models import Delivery, Settlement


class MemoryOutbox:
    """Deliveries of one edition by subscriber. `commits` counts the calls of `record`."""

    def __init__(self, count: int) -> None:
        self.rows = {
            f"u-{number:04}": Delivery(
                edition_id="n-1",
                subscriber_id=f"u-{number:04}",
                email=f"r{number}@example.org",
                state="pending",
                message_id=f"<{number:032x}@example.org>",
            )
            for number in range(count)
        }
        self.holder: dict[str, str] = {}
        self.retry_at: dict[str, datetime] = {}
        self.commits = 0

    @property
    def states(self) -> dict[str, int]:
        return dict(Counter(row.state for row in self.rows.values()))

    def state(self, number: int) -> str:
        return self.rows[f"u-{number:04}"].state

    def reply(self, number: int) -> str:
        return self.rows[f"u-{number:04}"].reply

    def withdraw(self, number: int) -> None:
        self._set(f"u-{number:04}", state="withdrawn")

    def claim(
        self, edition_id: str, *, worker: str, now: datetime, limit: int
    ) -> tuple[Delivery, ...]:
        new = [row for row in self.rows.values() if row.state == "pending"]
        late = [
            row
            for name, row in self.rows.items()
            if row.state == "deferred" and self.retry_at[name] <= now
        ]
        free = [row for pair in zip_longest(new, late) for row in pair if row]
        for row in free[:limit]:
            self._set(row.subscriber_id, state="leased")
            self.holder[row.subscriber_id] = worker
        return tuple(self.rows[row.subscriber_id] for row in free[:limit])

    def record(
        self,
        edition_id: str,
        *,
        marked: Sequence[str],
        settled: Sequence[Settlement],
        worker: str,
    ) -> frozenset[str]:
        self.commits += 1
        held = [name for name in marked if self._is_held(name, worker)]
        for name in held:
            self._set(name, state="sending")
        for one in settled:
            if self._is_held(one.subscriber_id, worker):
                known = self.rows[one.subscriber_id]
                self._set(
                    one.subscriber_id,
                    state=one.state,
                    reply=one.reply,
                    attempts=known.attempts + one.offered,
                    first_tried=known.first_tried or one.tried_at,
                )
                if one.retry_at:
                    self.retry_at[one.subscriber_id] = one.retry_at
        return frozenset(held)

    def give_back(self, edition_id: str, subscribers: Sequence[str], *, worker: str) -> None:
        for name in subscribers:
            if self._is_held(name, worker):
                self._set(name, state="pending")

    def recover(self, worker: str, settled: Mapping[str, Settlement] | None) -> int:
        return 0

    def expire(self, now: datetime, *, alive: Collection[str] = ()) -> int:
        return 0

    def _is_held(self, name: str, worker: str) -> bool:
        return self.holder.get(name) == worker and self.rows[name].state in {"leased", "sending"}

    def _set(self, name: str, **values: object) -> None:
        self.rows[name] = replace(self.rows[name], **values)  # type: ignore[arg-type]
