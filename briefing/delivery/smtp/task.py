"""A conversation as the event loop sees it."""

from __future__ import annotations

import selectors
from dataclasses import dataclass

from briefing.delivery.smtp.conversation import Conversation, Steps, Wait


@dataclass(slots=True)
class Task:
    """A conversation, what it waits for, and since when that is too long.

    `watched` are the events the selector is asked for.
    """

    conversation: Conversation
    steps: Steps
    waits: Wait = Wait.REPLY
    until: float = 0.0
    watched: int = selectors.EVENT_READ
