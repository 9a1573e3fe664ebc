"""Amazon SES, by SNS: docs.aws.amazon.com, "SNS notification contents", "Verifying signatures"."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from briefing.delivery.bounce_kinds import COMPLAINTS, BounceReport, Kind
from briefing.delivery.providers.posts import (
    ForgedPostError,
    WebhookPost,
    encoded,
    json_of,
    kind_of,
    list_of,
    report_of,
    value_of,
)
from briefing.delivery.providers.signatures import is_signed_by_certificate

# The only hosts that hold Amazon's certificates and confirm subscriptions.
_HOST = re.compile(r"sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?")
# It came back before, and SES does not try again.
_SUPPRESSED = frozenset(("Suppressed", "OnAccountSuppressionList"))
_SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
_SIGNED["UnsubscribeConfirmation"] = _SIGNED["SubscriptionConfirmation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmazonSes:
    """Takes what SNS posts of our `topics`, and confirms the subscription to them.

    Anybody can have SNS sign posts of a topic of their own: only those named
    count. `get` reads an https address; it is asked for Amazon's certificates
    and for the address that confirms a subscription, both on its own hosts.
    """

    topics: tuple[str, ...]
    get: Callable[[str], bytes]
    clock: Callable[[], datetime]

    def reports(self, post: WebhookPost) -> tuple[BounceReport, ...]:
        """One event a post, for each recipient it names."""
        payload = json_of(post.body)
        self._require_signature(payload)
        kind = value_of(payload, "Type")
        if kind == "SubscriptionConfirmation":
            self.get(_amazons(value_of(payload, "SubscribeURL")))
        if kind != "Notification":
            return ()
        return ses_reports(json_of(payload["Message"]))

    def _require_signature(self, payload: Any) -> None:
        fields = _SIGNED.get(value_of(payload, "Type"))
        if fields is None or value_of(payload, "TopicArn") not in self.topics:
            raise ForgedPostError("is of no topic of ours")
        address = _amazons(value_of(payload, "SigningCertURL"))
        if not urlsplit(address).path.endswith(".pem"):
            raise ForgedPostError("names no certificate of Amazon")
        try:
            signature = base64.b64decode(value_of(payload, "Signature"), validate=True)
        except binascii.Error as error:
            raise ForgedPostError("does not prove who sent it") from error
        if not is_signed_by_certificate(
            _string_to_sign(payload, fields),
            signature,
            self.get(address),
            sha256=value_of(payload, "SignatureVersion") == "2",
            now=self.clock(),
        ):
            raise ForgedPostError("does not prove who sent it")


def ses_reports(event: object) -> tuple[BounceReport, ...]:
    """What an event of SES says of each recipient."""
    name = value_of(event, "notificationType") or value_of(event, "eventType")
    if name == "Bounce":
        return tuple(_bounces(event))
    if name == "Complaint":
        return tuple(_complaints(event))
    return ()


def _bounces(event: object) -> Iterator[BounceReport]:
    type_ = value_of(event, "bounce", "bounceType")
    subtype = value_of(event, "bounce", "bounceSubType")
    feedback = value_of(event, "bounce", "feedbackId")
    for recipient in list_of(event, "bounce", "bouncedRecipients"):
        email, said = value_of(recipient, "emailAddress"), value_of(recipient, "diagnosticCode")
        text = said or value_of(recipient, "status")
        reason = f"{type_}/{subtype}: {text}"
        key = ("ses", feedback, email)
        known = subtype in _SUPPRESSED
        kind: Kind = "hard" if known else kind_of(text, permanent=type_ == "Permanent")
        yield report_of(kind, reason, key=key, email=email, ids=_ids(event))


def _complaints(event: object) -> Iterator[BounceReport]:
    feedback = value_of(event, "complaint", "feedbackId")
    type_ = value_of(event, "complaint", "complaintFeedbackType") or "abuse"
    kind: Kind = "complaint" if type_ in COMPLAINTS else "nothing"
    for recipient in list_of(event, "complaint", "complainedRecipients"):
        email = value_of(recipient, "emailAddress")
        key = ("ses", feedback, email)
        reason = f"{kind}: {type_}"
        yield report_of(kind, reason, key=key, email=email, ids=_ids(event))


def _ids(event: object) -> tuple[str, ...]:
    """Our VERP address, and our Message-ID: SES gives the message one of its own."""
    headers = list_of(event, "mail", "headers")
    ours = [
        value_of(header, "value")
        for header in headers
        if value_of(header, "name").lower() == "message-id"
    ]
    return (value_of(event, "mail", "source"), *ours)


def _string_to_sign(payload: dict[str, Any], fields: tuple[str, ...]) -> bytes:
    """The signed fields in their order, name and value a line each; whole, not capped."""
    lines = (f"{name}\n{payload[name]}\n" for name in fields if isinstance(payload.get(name), str))
    return encoded("".join(lines))


def _amazons(address: str) -> str:
    """The address, where it is one of Amazon's SNS; else ForgedPostError."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ForgedPostError("names no address of Amazon") from error
    plain = parts.scheme == "https" and port in {None, 443} and "@" not in parts.netloc
    if not (plain and _HOST.fullmatch(parts.hostname or "")):
        raise ForgedPostError("names no address of Amazon")
    return address
