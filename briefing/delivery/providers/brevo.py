"""Brevo: developers.brevo.com, "Transactional webhooks" and "Secured webhooks"."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.delivery.bounce_kinds import BounceReport, Kind
from briefing.delivery.providers.posts import (
    WebhookPost,
    json_of,
    kind_of,
    report_of,
    require_same,
    value_of,
)

_PERMANENT = frozenset(("hard_bounce", "invalid_email", "invalid"))
_FIXED: dict[str, tuple[Kind, str]] = {
    "spam": ("complaint", "complaint: abuse"),
    "complaint": ("complaint", "complaint: abuse"),
    "unsubscribed": ("unsubscribe", "unsubscribed at Brevo"),
    "unsubscribe": ("unsubscribe", "unsubscribed at Brevo"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brevo:
    """It names itself by a token of ours (RFC 6750), which is set with the webhook."""

    token: str = field(repr=False)

    def reports(self, post: WebhookPost) -> tuple[BounceReport, ...]:
        """One event a post, or a list of them where they are batched."""
        require_same(post.header("authorization"), f"Bearer {self.token}")
        payload = json_of(post.body)
        events = payload if isinstance(payload, list) else [payload]
        return tuple(report for event in events if (report := _report(event)))


def _report(event: object) -> BounceReport | None:
    name, text = value_of(event, "event"), value_of(event, "reason")
    kind, reason = _FIXED.get(name) or (_kind(name, text), f"{name}: {text}")
    if kind == "nothing":
        return None
    email, message_id = value_of(event, "email"), value_of(event, "message-id")
    at = value_of(event, "ts_epoch") or value_of(event, "ts_event")
    key = ("brevo", name, message_id, email, at)
    return report_of(kind, reason, key=key, email=email, ids=(message_id,))


def _kind(name: str, text: str) -> Kind:
    if name in _PERMANENT or name == "soft_bounce":
        return kind_of(text, permanent=name in _PERMANENT)
    return "policy" if name == "blocked" else "nothing"
