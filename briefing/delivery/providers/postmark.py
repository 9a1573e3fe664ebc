"""Postmark: postmarkapp.com/developer, "Bounce", "Spam complaint" and "Subscription change"."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.delivery.bounce_kinds import BounceReport, Kind
from briefing.delivery.providers.posts import (
    WebhookPost,
    json_of,
    kind_of,
    report_of,
    require_basic_auth,
    value_of,
)

_PERMANENT = frozenset(("HardBounce", "BadEmailAddress"))
_SOFT = frozenset(("SoftBounce", "DnsError", "Unknown", "ManuallyDeactivated"))
_FIXED: dict[str, Kind] = {
    "SpamComplaint": "complaint",
    "Unsubscribe": "unsubscribe",
    "ManualSuppression": "unsubscribe",
    "SpamNotification": "policy",
    "VirusNotification": "policy",
    "Blocked": "policy",
    "DMARCPolicy": "policy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmark:
    """It names itself by HTTP basic authentication, which is set with the webhook's URL."""

    username: str
    password: str = field(repr=False)

    def reports(self, post: WebhookPost) -> tuple[BounceReport, ...]:
        """One event a post."""
        require_basic_auth(post, self.username, self.password)
        payload = json_of(post.body)
        record = value_of(payload, "RecordType")
        if record == "SubscriptionChange":
            return _subscription_change(payload)
        if record not in {"Bounce", "SpamComplaint"}:
            return ()
        type_ = value_of(payload, "Type")
        text = value_of(payload, "Details") or value_of(payload, "Description")
        kind = _FIXED.get(type_) or _kind(type_, text)
        if kind == "nothing":
            return ()
        key = ("postmark", value_of(payload, "ID"), value_of(payload, "MessageID"))
        email = value_of(payload, "Email")
        reason = f"{type_}: {text}" if kind != "complaint" else "complaint: abuse"
        return (report_of(kind, reason, key=key, email=email),)


def _kind(type_: str, text: str) -> Kind:
    if type_ in _PERMANENT or type_ in _SOFT:
        return kind_of(text, permanent=type_ in _PERMANENT)
    return "nothing"


def _subscription_change(payload: object) -> tuple[BounceReport, ...]:
    """A reader's own wish; what bounces and complaints suppress comes as such, too."""
    suppressed = isinstance(payload, dict) and payload.get("SuppressSending") is True
    if not suppressed or value_of(payload, "SuppressionReason") != "ManualSuppression":
        return ()
    email, at = value_of(payload, "Recipient"), value_of(payload, "ChangedAt")
    key = ("postmark", "SubscriptionChange", email, at)
    return (report_of("unsubscribe", "unsubscribed at Postmark", key=key, email=email),)
