"""Our own DKIM signature (RFC 6376): rsa-sha256, relaxed/simple, over fields we wrote ourselves.

Every field of the head is signed, both of List-Unsubscribe included (RFC 8058
asks for that), and From, To, Subject and Date once more than they stand there,
so that nobody can add a second one. What all messages of an edition share is
made canonical and hashed once; for each message there are left a few fields,
the rest of the body's hash, and the RSA operation.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import DeliveryError
from briefing.version import extra

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

# Named once more than they stand: a second one, added on the way, breaks the signature.
_OVERSIGNED = b"from:to:subject:date"
# RFC 8301, 3.2: shorter keys count as no signature.
_LEAST_KEY_BITS = 1024
# Below the 78 of RFC 5322, 2.1.1, with the blank that folds.
_LINE_CHARS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A private key and where its public half is published: SELECTOR._domainkey.DOMAIN."""

    private: RSAPrivateKey
    domain: str
    selector: str


def load_key(path: Path, *, domain: str, selector: str) -> Key:
    """A key from a PEM file; DeliveryError where it is none, or no RSA key of 1024 bits or more."""
    rsa, serialization = _cryptography()
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise _unusable(path, "is no private key without a password") from error
    if not isinstance(private, rsa.RSAPrivateKey) or private.key_size < _LEAST_KEY_BITS:
        raise _unusable(path, "is no RSA key of 1024 bits or more")
    return Key(private=private, domain=domain, selector=selector)


def public_part(key: Key) -> str:
    """What the DNS record publishes of a key: its public half, in base64."""
    _, serialization = _cryptography()
    data = key.private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(data).decode("ascii")


class DkimSigner:
    """Signs messages with one key. The same message gives the same signature."""

    def __init__(self, key: Key) -> None:
        how = f"a=rsa-sha256; c=relaxed/simple; d={key.domain}; s={key.selector};"
        self._how = how.encode("ascii")
        self._sign = _rsa_sha256(key.private)

    def __call__(
        self, shared: tuple[bytes, ...], personal: tuple[bytes, ...], body: tuple[bytes, ...]
    ) -> bytes:
        """The DKIM-Signature field over these fields and this body."""
        names, canonical = _canonical(shared)
        personal_names, personal_canonical = _signed(personal)
        tags = self._tags(names + personal_names + _OVERSIGNED, _body_hash(body))
        # The same in the relaxed form: its lines are one, its name has small letters.
        unsigned = b" ".join((b"dkim-signature:v=1;", *tags))
        signature = _pieces(base64.b64encode(self._sign(canonical + personal_canonical + unsigned)))
        return b"\r\n ".join((b"DKIM-Signature: v=1;", *tags, *signature)) + b"\r\n"

    def _tags(self, names: bytes, body_hash: bytes) -> tuple[bytes, ...]:
        return self._how, b"h=" + names + b";", b"bh=" + body_hash + b";", b"b="


@lru_cache(maxsize=8)
def _canonical(shared: tuple[bytes, ...]) -> tuple[bytes, bytes]:
    """What all messages of an edition share is made canonical once."""
    return _signed(shared)


def _signed(fields: tuple[bytes, ...]) -> tuple[bytes, bytes]:
    """The names to list, each with a colon after it, and the canonical fields in that order."""
    canonical = [relaxed(line) for line in fields]
    return b"".join(line[: line.index(b":") + 1] for line in canonical), b"".join(canonical)


def relaxed(field_bytes: bytes) -> bytes:
    """A field in its relaxed form (RFC 6376, 3.4.2): lower-case name, single spaces, one line."""
    name, _, value = field_bytes.partition(b":")
    return name.strip().lower() + b":" + b" ".join(value.split()) + b"\r\n"


def _body_hash(body: tuple[bytes, ...]) -> bytes:
    """The body as it is, which ends in one CRLF (RFC 6376, 3.4.3): its first part hashed once."""
    digest = _hashed(body[0]).copy()
    for part in body[1:]:
        digest.update(part)
    return base64.b64encode(digest.digest())


@lru_cache(maxsize=4)
def _hashed(part: bytes) -> hashlib._Hash:
    return hashlib.sha256(part)


def _pieces(signature: bytes) -> list[bytes]:
    return [signature[at : at + _LINE_CHARS] for at in range(0, len(signature), _LINE_CHARS)]


def _rsa_sha256(private: RSAPrivateKey) -> Callable[[bytes], bytes]:
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.hashes import SHA256

    scheme, digest = padding.PKCS1v15(), SHA256()
    return lambda data: private.sign(data, scheme, digest)


def _cryptography() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
    except ImportError as error:
        hint = f"pip install '{extra('dkim')}', or let the relay sign (`dkim: mode: relay`)"
        what = "signing needs the library `cryptography`, which is not installed"
        raise DeliveryError(what, hint=hint) from error
    return rsa, serialization


def _unusable(path: Path, why: str) -> DeliveryError:
    hint = "make one with `openssl genrsa -out dkim.pem 2048`"
    return DeliveryError(why, where=str(path), hint=hint)
