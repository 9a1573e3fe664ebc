"""Connections under TLS: used where they hold, refused where they do not; then nobody is blamed."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from briefing.delivery import Letterhead, Relay, Terms, deliver, message_template
from briefing.delivery.message.message import message_for
from briefing.delivery.smtp.relay import Security
from briefing.errors import DeliveryError
from briefing.models import Rendering
from tests.delivery.memory import MemoryOutbox
from tests.delivery.serving import serving
from tests.delivery.sink import Journal, Sink
from tests.make import NOW, make_edition

COUNT = 40
SHEET = message_template(
    make_edition(),
    Rendering(subject="x", preheader="", html="<p>x</p>\n" * 4000, text="x\n" * 9000, markdown=""),
    Letterhead(sender="Daily <d@example.org>"),
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes a certificate that names an address, with its key, in one file."""

    def made(address: str) -> Path:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a server of the tests")])
        day, now = timedelta(days=1), datetime.now(UTC)
        draft = x509.CertificateBuilder().subject_name(name).issuer_name(name)
        draft = draft.public_key(key.public_key()).serial_number(x509.random_serial_number())
        draft = draft.not_valid_before(now - day).not_valid_after(now + day)
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        signed = draft.add_extension(names, critical=False).sign(key, SHA256())
        file = tmp_path_factory.mktemp("tls") / "both.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + signed.public_bytes(Encoding.PEM))
        return file

    return made


def shown(file: Path) -> ssl.SSLContext:
    """What the server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def trusting(file: Path) -> ssl.SSLContext:
    """What the sender trusts: this certificate, and no other."""
    _, mark, rest = file.read_text().partition("-----BEGIN CERTIFICATE-----")
    return ssl.create_default_context(cadata=mark + rest)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    kept = Journal(tmp_path / "journal")
    yield kept
    kept.close()


@contextmanager
def server(journal: Journal, security: Security, file: Path, **options: Any) -> Iterator[int]:
    """A server that speaks TLS from the first byte, or once it is asked to."""
    if security == "tls":
        with serving(lambda: Sink(journal, **options), tls=shown(file)) as port:
            yield port
    else:
        starts = {"tls_context": shown(file), "require_starttls": True}
        with serving(lambda: Sink(journal, **starts, **options)) as port:
            yield port


def send(outbox: MemoryOutbox, notes: Path, **relay: Any) -> None:
    deliver(
        Relay(host="127.0.0.1", connections=3, timeout=10, **relay),
        outbox,
        build=lambda one: message_for(SHEET, one, now=NOW),
        terms=Terms(journal_folder=notes, edition_id="n-1", worker="w", size=SHEET.size),
        clock=lambda: NOW,
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_everyone_gets_it_once_under_tls(
    tmp_path: Path, journal: Journal, certificate: Callable[[str], Path], security: Security
) -> None:
    file, outbox = certificate("127.0.0.1"), MemoryOutbox(COUNT)
    with server(journal, security, file) as port:
        send(outbox, tmp_path, port=port, security=security, trust=trusting(file))
    assert outbox.states == {"sent": COUNT}
    assert len(journal.accepted) == sum(journal.accepted.values()) == COUNT


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("lack", ["of trust", "of the name"])
def test_a_certificate_that_does_not_hold_sends_nothing(
    tmp_path: Path,
    journal: Journal,
    certificate: Callable[[str], Path],
    security: Security,
    lack: str,
) -> None:
    file = certificate("127.0.0.1" if lack == "of trust" else "127.0.0.2")
    trust, outbox = trusting(file) if lack == "of the name" else None, MemoryOutbox(3)
    with (
        server(journal, security, file) as port,
        pytest.raises(DeliveryError, match="shows a certificate that does not hold"),
    ):
        send(outbox, tmp_path, port=port, security=security, trust=trust)
    assert outbox.states == {"pending": 3}
    assert not journal.accepted


def known(server: SMTP, session: Session, envelope: Envelope, kind: str, said: Any) -> AuthResult:
    """Ada, and nobody else."""
    assert isinstance(said, LoginPassword)
    return AuthResult(success=(said.login, said.password) == (b"ada", b"secret"), handled=False)


@pytest.mark.parametrize("kind", ["LOGIN", "PLAIN"])
@pytest.mark.parametrize(
    ("password", "fault"),
    [("secret", ""), ("another", "refused the login"), ("säcret", "letters beyond ASCII")],
)
def test_a_login_is_made_under_tls(
    tmp_path: Path,
    journal: Journal,
    certificate: Callable[[str], Path],
    kind: str,
    password: str,
    fault: str,
) -> None:
    file, outbox = certificate("127.0.0.1"), MemoryOutbox(3)
    rules = {"authenticator": known, "auth_required": True}
    rules["auth_exclude_mechanism"] = {"LOGIN", "PLAIN"} - {kind}
    who = {"username": "ada", "password": password, "trust": trusting(file)}
    refused = pytest.raises(DeliveryError, match=fault) if fault else nullcontext()
    with server(journal, "starttls", file, **rules) as port, refused:
        send(outbox, tmp_path, port=port, **who)
    assert outbox.states == {"pending" if fault else "sent": 3}
