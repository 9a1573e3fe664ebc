"""What a server's reply means for the recipient, and for the server (RFC 5321, RFC 3463)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from briefing.delivery.smtp.connection import ServerReply
from briefing.delivery.transport import Outcome, Reply

Stage = Literal["MAIL", "RCPT", "DATA", "."]

# Refusals that concern us, our login or our rights, not the recipient: a
# wrongly set up relay says them to every address, and none of these is at fault.
_ABOUT_US = re.compile(r"5\.7\.[0-9]+\b")
_LOGIN_CODES = frozenset((530, 534, 535, 538))
# RFC 5321, 4.5.3.1.5: a reply line has 512.
_LONGEST_TEXT_CHARS = 500
_OPENING = frozenset(("MAIL", "RCPT"))
_OUTCOMES: dict[int, Outcome] = {2: "sent", 4: "deferred", 5: "failed"}


@lru_cache(maxsize=64)
def judged(stage: Stage, answer: ServerReply) -> Reply | None:
    """What becomes of the message after a reply at this stage; None where it goes on.

    A refused sender (MAIL) and refused rights are the server's fault in our
    eyes: the recipient waits. After the final dot only a clear yes or no
    counts; all else leaves it in doubt.
    """
    kind = answer.code // 100
    if (kind == 2 and stage in _OPENING) or (answer.code == 354 and stage == "DATA"):
        return None
    if stage == ".":
        return _last(answer, kind)
    fault = stage == "MAIL" or kind not in (4, 5) or answer.code == 421 or _about_us(answer)
    outcome: Outcome = "failed" if kind == 5 and not fault else "deferred"
    return Reply(outcome=outcome, text=_shortened(answer), fault=fault)


def _last(answer: ServerReply, kind: int) -> Reply:
    outcome = _OUTCOMES.get(kind, "in_doubt")
    return Reply(outcome=outcome, text=_shortened(answer), fault=answer.code == 421)


def _about_us(answer: ServerReply) -> bool:
    return answer.code in _LOGIN_CODES or _ABOUT_US.match(answer.text) is not None


def _shortened(answer: ServerReply) -> str:
    return str(answer)[:_LONGEST_TEXT_CHARS]
