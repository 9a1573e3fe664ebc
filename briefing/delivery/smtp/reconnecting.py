"""When a server that fails is tried again, and when no more."""

from __future__ import annotations

from briefing.delivery.smtp.relay import Relay, RelayRefusedError
from briefing.errors import DeliveryError


class Reconnecting:
    """Counts failures between two messages that were sent; `end` is set when it is enough.

    A refused login or certificate ends it at once, and so does a server that
    is not there to begin with. Any other failure is followed by a pause that
    grows, as long as `relay.reconnect_seconds` has more.
    """

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._count = 0
        self._sent = 0
        self._not_before = 0.0
        self.reached = False
        self.end: DeliveryError | None = None

    def failed(self, error: DeliveryError, *, sent: int, now: float) -> None:
        """A connection failed, or ended without a single message, when `sent` were through."""
        if sent > self._sent:
            self._sent, self._count = sent, 0
        hopeless = isinstance(error, RelayRefusedError) or not self.reached
        if hopeless or self._count >= len(self._relay.reconnect_seconds):
            self.end = self.end or error
            return
        self._not_before = now + self._relay.reconnect_seconds[self._count]
        self._count += 1

    def takes_nothing(self, in_a_row: int, last: str) -> None:
        """The server took none of so many messages: it is to blame, not they."""
        hint = "see to the server, then run `briefing send` again"
        what = f"took none of the last {in_a_row} messages; the last reply was: {last}"
        self.end = self.end or DeliveryError(what, where=self._relay.name, hint=hint)

    def wait(self, now: float) -> float:
        """Seconds until it may be tried again."""
        return max(0.0, self._not_before - now)
