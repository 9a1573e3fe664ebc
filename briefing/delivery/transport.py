"""The way out: what a transport takes, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from briefing.delivery.message.message import Message
from briefing.delivery.refusals import Refusal

Outcome = Literal["sent", "deferred", "failed", "in_doubt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of one message, in the words of the other side.

    sent: accepted. deferred: not now (4xx). failed: never (5xx). in_doubt:
    the connection was lost when it may or may not have been accepted.
    `fault`: the trouble is the server's or ours, and no recipient's. `refusal` is
    what the words of a refusal come to.
    """

    outcome: Outcome
    text: str
    fault: bool = False
    refusal: Refusal | None = None

    @property
    def greylisted(self) -> bool:
        """True where the server answers, and only wants to be asked again."""
        return self.refusal is not None and self.refusal.blame == "greylisting"

    @property
    def ends_the_address(self) -> bool:
        """True where the server says that there is no such address."""
        return self.refusal is not None and self.refusal.ends_the_address


class Transport(Protocol):
    """A way out; used as a context."""

    def send(self, message: Message, *, about_to_commit: Callable[[], None]) -> Reply:
        """Hand one message on.

        `about_to_commit` is called once, when all but the last step is done:
        before it, the other side has accepted nothing; from then on it may
        have. What it raises stops the message, surely unsent. DeliveryError:
        the way out as a whole is shut; this message was not accepted and no
        recipient is to blame.
        """
