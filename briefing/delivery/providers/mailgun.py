"""Mailgun: documentation.mailgun.com, "Webhooks" and "Securing webhooks"."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from briefing.delivery.bounce_kinds import BounceReport, Kind
from briefing.delivery.providers.posts import (
    ForgedPostError,
    WebhookPost,
    encoded,
    json_of,
    kind_of,
    report_of,
    require_same,
    value_of,
)

# It tries again for eight hours; twice that, for clocks that differ.
OLDEST_POST = timedelta(hours=16)
# Seconds since 1970 have ten; chosen, not measured.
MOST_DIGITS = 12
_SUPPRESSED: dict[str, Kind] = {
    "suppress-bounce": "hard",
    "suppress-complaint": "complaint",
    "suppress-unsubscribe": "unsubscribe",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailgun:
    """Its signature covers the time and a token alone, so a token counts once, and not for long."""

    signing_key: str = field(repr=False)
    clock: Callable[[], datetime]

    def reports(self, post: WebhookPost) -> tuple[BounceReport, ...]:
        """One event a post."""
        payload = json_of(post.body)
        token = self._proved_token(payload)
        event = payload.get("event-data")
        kind, reason = _judged(event)
        if kind == "nothing":
            return ()
        sender = value_of(event, "envelope", "sender")
        message_id = value_of(event, "message", "headers", "message-id")
        email = value_of(event, "recipient")
        key = ("mailgun", token)
        return (report_of(kind, reason, key=key, email=email, ids=(message_id, sender)),)

    def _proved_token(self, payload: object) -> str:
        time, token = (value_of(payload, "signature", name) for name in ("timestamp", "token"))
        signed = hmac.new(self.signing_key.encode(), encoded(f"{time}{token}"), hashlib.sha256)
        require_same(value_of(payload, "signature", "signature"), signed.hexdigest())
        if not _is_recent(time, self.clock()):
            raise ForgedPostError("is too old")
        return token


def _is_recent(seconds: str, now: datetime) -> bool:
    whole = seconds.isascii() and seconds.isdigit() and len(seconds) <= MOST_DIGITS
    return whole and abs(now.timestamp() - int(seconds)) <= OLDEST_POST.total_seconds()


def _judged(event: object) -> tuple[Kind, str]:
    name, why = value_of(event, "event"), value_of(event, "reason")
    code = value_of(event, "delivery-status", "code")
    said = value_of(event, "delivery-status", "message")
    text = f"{code} {said or value_of(event, 'delivery-status', 'description')}".strip()
    if name == "complained":
        return "complaint", "complaint: abuse"
    if name == "unsubscribed":
        return "unsubscribe", "unsubscribed at Mailgun"
    if name == "failed" and value_of(event, "severity") == "permanent":
        return _SUPPRESSED.get(why) or kind_of(text, permanent=True), f"{text} ({why})"
    return "nothing", ""
