"""What a server's reply means for the message that is offered (RFC 5321, RFC 3463)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from briefing.delivery import refusals
from briefing.delivery.smtp.connection import ServerReply
from briefing.delivery.transport import Outcome, Reply

Stage = Literal["MAIL", "RCPT", "DATA", "."]

# RFC 5321, 4.5.3.1.5: a reply line has 512.
_LONGEST_TEXT_CHARS = 500
_OPENING = frozenset(("MAIL", "RCPT"))
_REFUSAL_STAGES: dict[Stage, refusals.Stage] = {
    "MAIL": "mail",
    "RCPT": "rcpt",
    "DATA": "data",
    ".": "dot",
}


@lru_cache(maxsize=64)
def judged(stage: Stage, answer: ServerReply) -> Reply | None:
    """What becomes of the message after a reply at this stage; None where it goes on.

    A refusal that is about us or the server, by the table of refusals, lets the
    recipient wait, whatever its code. After the final dot only a clear yes or no
    counts; all else leaves it in doubt.
    """
    kind = answer.code // 100
    if (kind == 2 and stage in _OPENING) or (answer.code == 354 and stage == "DATA"):
        return None
    if kind in (4, 5):
        return refused(stage, answer)
    if stage == ".":
        return Reply(outcome="sent" if kind == 2 else "in_doubt", text=_shortened(answer))
    return Reply(outcome="deferred", text=_shortened(answer), fault=True)


def refused(stage: Stage, answer: ServerReply) -> Reply:
    """A message that was surely not accepted."""
    refusal = refusals.refusal_of(answer.code, answer.text, stage=_REFUSAL_STAGES[stage])
    fault = refusal.blame == "us" or answer.code == 421
    outcome: Outcome = "failed" if refusal.permanent and not fault else "deferred"
    return Reply(outcome=outcome, text=_shortened(answer), fault=fault, refusal=refusal)


def _shortened(answer: ServerReply) -> str:
    return str(answer)[:_LONGEST_TEXT_CHARS]
