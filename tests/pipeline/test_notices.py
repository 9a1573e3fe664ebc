"""Mails that are no editions: whole, plain, signed, and nobody's words become a header."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from briefing.audience.mails import send_mail
from briefing.config import Config
from briefing.delivery.message.dkim import load_key, public_part
from briefing.delivery.message.transactional import FIELDS, TransactionalMail, transactional_message
from briefing.errors import DeliveryError, InputError
from tests.make import NOW

MIME = ["Content-Type", "Content-Transfer-Encoding"]
NAMES = [name.decode() for name in FIELDS] + MIME


def read(data: bytes) -> EmailMessage:
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def mail_of(**over: str) -> TransactionalMail:
    values = {"sender": "Daily <d@example.org>", "to": "ada@example.org"}
    return TransactionalMail(
        **(values | {"subject": "Confirm", "text": "Open this:\n\nx\n"} | over)
    )


def config(home: Path, **over: object) -> Config:
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"}
    values = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}], "folder": home}
    return Config.model_validate(values | over)


def test_a_notice_is_a_plain_mail() -> None:
    link = "https://news.example.org/confirm/" + "x" * 120
    mail = read(transactional_message(mail_of(text=f"Öffnen Sie\n\n{link}\n"), now=NOW).data)
    assert [name for name, _ in mail.items()] == NAMES
    assert link in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "subject",
    [
        "A\r\nBcc: x@y.org",
        "A =?UTF-8?Q?x=0ABcc:_x@y.org?= y",
        "A\nB",
        "\x00\x0b\x0c\x85\u2028",
        "é" * 300,
    ],
)
def test_no_subject_makes_a_header(subject: str) -> None:
    mail = read(transactional_message(mail_of(subject=subject), now=NOW).data)
    assert [name for name, _ in mail.items()] == NAMES
    assert not mail.defects


@pytest.mark.parametrize("to", ["", "a@b\r\nBcc: x@y", "a b@c.org", "é@example.org"])
def test_no_address_makes_a_header(to: str) -> None:
    with pytest.raises(InputError):
        transactional_message(mail_of(to=to), now=NOW)


def test_a_notice_is_signed_where_editions_are(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(pem)
    delivery = {"dkim": {"mode": "sign", "key_file": "key.pem"}}
    values = {"link": "https://news.example.org/confirm/x"}
    send_mail(
        config(tmp_path, delivery=delivery), "confirm", "ada@example.org", values=values, now=NOW
    )
    (file,) = (tmp_path / "out" / "mail").glob("*.eml")
    public = public_part(load_key(tmp_path / "key.pem", domain="example.org", selector="briefing"))
    record = f"v=DKIM1; k=rsa; p={public}".encode()
    assert dkim.verify(file.read_bytes(), dnsfunc=lambda name, timeout=5: record)
    assert not dkim.verify(
        file.read_bytes().replace(b"confirm/x", b"confirm/y"),
        dnsfunc=lambda name, timeout=5: record,
    )


def test_a_mail_that_is_not_taken_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(DeliveryError, match="cannot be written"):
        send_mail(config(tmp_path), "link", "ada@example.org", values={"link": "x"}, now=NOW)
