"""SendGrid: twilio.com/docs/sendgrid, "Event webhook" and its security features."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from briefing.delivery.bounce_kinds import BounceReport, Kind
from briefing.delivery.providers.posts import (
    ForgedPostError,
    WebhookPost,
    json_of,
    kind_of,
    list_of,
    report_of,
    value_of,
)
from briefing.delivery.providers.signatures import is_signed_by_curve
from briefing.errors import DeliveryError

_SIGNATURE = "x-twilio-email-event-webhook-signature"
_TIMESTAMP = "x-twilio-email-event-webhook-timestamp"
_DROPPED: dict[str, Kind] = {
    "bounced address": "hard",
    "invalid": "hard",
    "spam reporting address": "complaint",
    "unsubscribed address": "unsubscribe",
}
_FIXED: dict[str, tuple[Kind, str]] = {
    "spamreport": ("complaint", "complaint: abuse"),
    "unsubscribe": ("unsubscribe", "unsubscribed at SendGrid"),
    "group_unsubscribe": ("unsubscribe", "unsubscribed at SendGrid"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGrid:
    """Posts are signed by ECDSA over the time and the body; `public_key` is its DER in base64."""

    public_key: str

    def reports(self, post: WebhookPost) -> tuple[BounceReport, ...]:
        """Many events a post."""
        self._require_signature(post)
        events = list_of({"events": json_of(post.body)}, "events")
        return tuple(report for event in events if (report := _report(event)))

    def _require_signature(self, post: WebhookPost) -> None:
        try:
            key = base64.b64decode(self.public_key, validate=True)
        except binascii.Error as error:
            hint = "copy the verification key from SendGrid's settings as it stands there"
            where = "delivery: webhooks: sendgrid: public_key"
            raise DeliveryError("is no key in base64", where=where, hint=hint) from error
        try:
            signature = base64.b64decode(post.header(_SIGNATURE), validate=True)
        except binascii.Error as error:
            raise ForgedPostError("does not prove who sent it") from error
        signed = post.header(_TIMESTAMP).encode() + post.body
        if not is_signed_by_curve(signed, signature, key):
            raise ForgedPostError("does not prove who sent it")


def _report(event: object) -> BounceReport | None:
    name = value_of(event, "event")
    kind, reason = _FIXED.get(name) or _judged(event, name)
    if kind == "nothing":
        return None
    email, message_id = value_of(event, "email"), value_of(event, "smtp-id")
    key = ("sendgrid", value_of(event, "sg_event_id") or f"{name} {message_id} {email}")
    return report_of(kind, reason, key=key, email=email, ids=(message_id,))


def _judged(event: object, name: str) -> tuple[Kind, str]:
    reason = value_of(event, "reason")
    text = f"{value_of(event, 'status')} {reason}".strip()
    if name == "dropped":
        return _DROPPED.get(reason.lower(), "nothing"), f"dropped: {reason}"
    if name != "bounce":
        return "nothing", ""
    blocked = value_of(event, "type") == "blocked"
    return kind_of(text, permanent=not blocked), text
