"""Signatures of public keys, checked by the library `cryptography`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from briefing.errors import DeliveryError
from briefing.version import extra


def is_signed_by_curve(signed: bytes, signature: bytes, key: bytes) -> bool:
    """Whether ECDSA with SHA-256 holds; DeliveryError where the key (DER) is none of a curve."""
    ec, hashes, invalid, serialization = _parts()
    try:
        public = serialization.load_der_public_key(key)
    except ValueError as error:
        raise DeliveryError("is no public key", where="delivery: webhooks:") from error
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise DeliveryError("is no key for ECDSA", where="delivery: webhooks:")
    try:
        public.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    except invalid:
        return False
    return True


def is_signed_by_certificate(
    signed: bytes, signature: bytes, certificate: bytes, *, sha256: bool, now: datetime
) -> bool:
    """Whether RSA (PKCS #1 1.5) holds, and the certificate (PEM) is of Amazon and of today."""
    _, hashes, invalid, _ = _parts()
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    try:
        loaded = x509.load_pem_x509_certificate(certificate)
        public = loaded.public_key()
    except ValueError:
        return False
    valid = loaded.not_valid_before_utc <= now <= loaded.not_valid_after_utc
    if not (valid and isinstance(public, rsa.RSAPublicKey) and _is_of_amazon(loaded)):
        return False
    # Version 1 of SNS signatures has SHA-1, and Amazon still uses it unless told otherwise.
    algorithm = hashes.SHA256() if sha256 else hashes.SHA1()
    try:
        public.verify(signature, signed, padding.PKCS1v15(), algorithm)
    except invalid:
        return False
    return True


def _is_of_amazon(certificate: Any) -> bool:
    from cryptography.x509.oid import NameOID

    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return any(f".{name.value}".endswith((".amazonaws.com", ".amazonaws.com.cn")) for name in names)


def _parts() -> tuple[Any, Any, Any, Any]:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError as error:
        what = "signed webhooks need the library `cryptography`, which is not installed"
        raise DeliveryError(what, hint=f"pip install '{extra('webhooks')}'") from error
    return ec, hashes, InvalidSignature, serialization
