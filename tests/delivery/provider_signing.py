"""Posts of providers as they come: signed, or with a secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from briefing.delivery.providers.amazon_ses import AmazonSes
from briefing.delivery.providers.brevo import Brevo
from briefing.delivery.providers.mailgun import Mailgun
from briefing.delivery.providers.postmark import Postmark
from briefing.delivery.providers.posts import Provider, WebhookPost
from briefing.delivery.providers.sendgrid import SendGrid
from tests.make import NOW

TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem"
CONFIRM = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37"
SECRET = "a secret of some length"
SECONDS = str(int(NOW.timestamp()))


@dataclass
class Amazon:
    """Signs as SNS does; its addresses answer with the certificate, and are written down."""

    name: str = "sns.amazonaws.com"
    days: int = 365
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    asked: list[str] = field(default_factory=list)

    def get(self, address: str) -> bytes:
        self.asked.append(address)
        return self.certificate() if address.endswith(".pem") else b"<ok/>"

    def certificate(self) -> bytes:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        built = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(7)
            .not_valid_before(NOW - timedelta(days=400))
            .not_valid_after(NOW - timedelta(days=400) + timedelta(days=400 + self.days))
            .sign(self.key, hashes.SHA256())
        )
        return built.public_bytes(serialization.Encoding.PEM)

    def post(self, event: object = None, *, version: str = "2", **over: Any) -> WebhookPost:
        """A notification of an event, or with `Type` another message of SNS."""
        payload = {
            "Type": "Notification",
            "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            "TopicArn": TOPIC,
            "Message": json.dumps(event),
            "Timestamp": "2026-03-02T06:00:05.000Z",
            "SignatureVersion": version,
            "SigningCertURL": CERTIFICATE,
        } | over
        names = ("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token")
        names += ("TopicArn", "Type")
        signed = "".join(f"{name}\n{payload[name]}\n" for name in names if name in payload)
        algorithm = hashes.SHA256() if version == "2" else hashes.SHA1()
        signature = self.key.sign(signed.encode(), padding.PKCS1v15(), algorithm)
        payload["Signature"] = base64.b64encode(signature).decode()
        headers = {"content-type": "text/plain; charset=UTF-8"}
        return WebhookPost(body=json.dumps(payload).encode(), headers=headers)


AMAZON = Amazon()
CURVE = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    CURVE.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
).decode()
PROVIDERS: dict[str, Provider] = {
    "amazon-ses": AmazonSes(topics=(TOPIC,), get=AMAZON.get, clock=lambda: NOW),
    "mailgun": Mailgun(signing_key=SECRET, clock=lambda: NOW),
    "postmark": Postmark(username="briefing", password=SECRET),
    "sendgrid": SendGrid(public_key=PUBLIC),
    "brevo": Brevo(token=SECRET),
}


def signed(provider: str, payload: Any, *, token: str = "t" * 50) -> WebhookPost:
    """A post of a provider that proves who sent it."""
    if provider == "amazon-ses":
        return AMAZON.post(payload)
    if provider == "mailgun":
        mac = hmac.new(SECRET.encode(), f"{SECONDS}{token}".encode(), hashlib.sha256).hexdigest()
        proof = {"timestamp": SECONDS, "token": token, "signature": mac}
        return WebhookPost(body=json.dumps({**payload, "signature": proof}).encode())
    body = json.dumps(payload).encode()
    return WebhookPost(body=body, headers=_headers(provider, body))


def _headers(provider: str, body: bytes) -> dict[str, str]:
    if provider == "postmark":
        pair = base64.b64encode(f"briefing:{SECRET}".encode()).decode()
        return {"authorization": f"Basic {pair}"}
    if provider == "brevo":
        return {"authorization": f"Bearer {SECRET}"}
    signature = CURVE.sign(SECONDS.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {
        "x-twilio-email-event-webhook-signature": base64.b64encode(signature).decode(),
        "x-twilio-email-event-webhook-timestamp": SECONDS,
    }
