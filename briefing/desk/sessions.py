"""Browsers that are logged in: a random token in a cookie, of which the store has the hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from briefing.models.desk_account import Account, DeskSession
from briefing.newsletter import Newsletter

# 256 bits: nobody guesses one (OWASP asks for 64 at least).
TOKEN_BYTES = 32
# What a browser calls itself is shown to its owner; chosen, not measured.
LONGEST_AGENT_CHARS = 200
# The use of a session is written down at most this often.
TOUCH_AFTER = timedelta(minutes=1)


def hashed(token: str) -> str:
    """What the store keeps of a random token: it opens nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def begin_session(newsletter: Newsletter, account: Account, *, agent: str) -> str:
    """Log an account in; the token for its browser's cookie."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), newsletter.clock()
    seen = "".join(sign for sign in agent if sign.isprintable())[:LONGEST_AGENT_CHARS]
    session = DeskSession(
        token=hashed(token), account=account.key, created=now, seen=now, agent=seen
    )
    idle = timedelta(hours=newsletter.config.desk.idle_hours)
    newsletter.store.desk_sessions.begin(session, newsletter=newsletter.id, ended=now - idle)
    return token


def session_of(newsletter: Newsletter, token: str) -> tuple[DeskSession, Account] | None:
    """The session of a token and whose it is; None where it never was or has ended."""
    desk, now, sessions = newsletter.config.desk, newsletter.clock(), newsletter.store.desk_sessions
    known = sessions.get(
        newsletter.id,
        hashed(token),
        begun=now - timedelta(hours=desk.session_hours),
        seen=now - timedelta(hours=desk.idle_hours),
    )
    if known and known[0].seen + TOUCH_AFTER <= now:
        sessions.touch(known[0].token, at=now)
    return known
