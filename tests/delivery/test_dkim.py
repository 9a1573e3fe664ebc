"""Our signature, held against another's eyes (dkimpy)."""

from __future__ import annotations

import re
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.delivery import Letterhead, message_template
from briefing.delivery.message.dkim import DkimSigner, Key, load_key, public_part, relaxed
from briefing.delivery.message.message import message_for
from briefing.errors import DeliveryError
from briefing.models import Attachment, Delivery, Rendering
from tests.make import NOW, make_edition

PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY = Key(private=PRIVATE, domain="example.org", selector="s1")
PEM = PRIVATE.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.NoEncryption(),
)
HEAD = Letterhead(
    sender="The Daily <d@example.org>",
    reply_to="Desk <desk@example.org>",
    unsubscribe="https://news.example.org/unsubscribe",
    preferences="https://news.example.org/preferences",
    archive="https://news.example.org/",
)
LINKS = (
    '<a href="https://news.example.org/unsubscribe">out</a> '
    '<a href="https://news.example.org/preferences">change</a>'
)


def signed(
    subject: str = "Brücke", text: str = ".a\n.b\n", name: str = "Ä", token: str = "t"
) -> bytes:
    views = Rendering(
        subject=subject,
        preheader="",
        html=f"<p>{text}</p>{LINKS}\n",
        text=text + "https://news.example.org/unsubscribe\n",
        markdown="",
        attachments=(Attachment(name="c.png", content_type="image/png", data=b"\x89PNG" * 50),),
    )
    delivery = Delivery(
        edition_id="n-1",
        subscriber_id="u-1",
        email="r@example.com",
        name=name,
        state="leased",
        message_id="<0123@example.org>",
    )
    sheet = message_template(make_edition(), views, HEAD)
    tokens = {"unsubscribe": token, "preferences": "p" + token}
    return message_for(sheet, delivery, now=NOW, tokens=tokens, sign=DkimSigner(KEY)).data


def verifies(data: bytes) -> bool:
    record = f"v=DKIM1; k=rsa; p={public_part(KEY)}".encode()
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return record

    good: bool = dkim.verify(data, dnsfunc=dns)
    assert not good or asked == [b"s1._domainkey.example.org."]
    return good


def test_the_signature_holds() -> None:
    assert verifies(signed())


@given(
    subject=st.text(max_size=120),
    text=st.text(max_size=400),
    name=st.text(max_size=60),
    token=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._~-]{0,74}\Z"),
)
@settings(max_examples=60, deadline=None)
def test_it_holds_for_any_text(subject: str, text: str, name: str, token: str) -> None:
    assert verifies(signed(subject, text, name, token))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"unsubscribe/t>", b"unsubscribe/x>"),
        (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=No"),
        (b"From: The Daily", b"From: The Nightly"),
        (b"<p>", b"<q>"),
        (b"unsubscribe/=\r\nt=", b"unsubscribe/=\r\nx="),
        (b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nSubject: other\r\n"),
        (b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nFrom: other@example.org\r\n"),
    ],
)
def test_a_change_on_the_way_breaks_it(old: bytes, new: bytes) -> None:
    data = signed()
    assert data.count(old) >= 1
    assert not verifies(data.replace(old, new, 1))


def test_both_unsubscribe_fields_are_signed() -> None:
    head = signed().partition(b"\r\n\r\n")[0]
    found = re.search(rb"h=([^;]+);", head)
    assert found is not None
    names = found[1].split(b":")
    assert {b"list-unsubscribe", b"list-unsubscribe-post", b"feedback-id"} <= set(names)
    assert names.count(b"from") == 2


def test_the_signature_comes_first_and_its_lines_are_short() -> None:
    head = signed().partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert head[0] == b"DKIM-Signature: v=1;"
    assert head[1] == b" a=rsa-sha256; c=relaxed/simple; d=example.org; s=s1;"
    assert max(map(len, head)) < 260


def test_the_same_message_has_the_same_signature() -> None:
    assert signed() == signed()


def test_relaxed_as_the_standard_shows_it() -> None:
    assert relaxed(b"A: X\r\n") == b"a:X\r\n"
    assert relaxed(b"B : Y\t\r\n\tZ  \r\n") == b"b:Y Z\r\n"


def test_a_key_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "dkim.pem").write_bytes(PEM)
    key = load_key(tmp_path / "dkim.pem", domain="example.org", selector="s1")
    assert public_part(key) == public_part(KEY)


ELLIPTIC = ec.generate_private_key(ec.SECP256R1()).private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)
LOCKED = PRIVATE.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.BestAvailableEncryption(b"secret"),
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no private key"),
        (b"nonsense", "no private key"),
        (LOCKED, "no private key without a password"),
        (ELLIPTIC, "no RSA key"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_key_is_said_so(tmp_path: Path, data: bytes | None, why: str) -> None:
    if data is not None:
        (tmp_path / "dkim.pem").write_bytes(data)
    with pytest.raises(DeliveryError, match=why):
        load_key(tmp_path / "dkim.pem", domain="example.org", selector="s1")
