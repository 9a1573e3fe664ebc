"""The second factor: a code that changes each half minute (TOTP, RFC 6238), and codes on paper."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import secrets
from datetime import datetime, timedelta

# Half a minute is what all apps take (RFC 6238, 5.2).
STEP = timedelta(seconds=30)
# Clocks of telephones are off by a step at most (RFC 6238, 5.2 recommends one).
STEPS_OFF = (0, -1, 1)
# A sheet of paper holds as many; chosen, not measured.
RECOVERY_CODES = 10
# 50 random bits each, in signs that are not mistaken for one another.
RECOVERY_CHARS = 10
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def proposed_secret(key: str, seed: str) -> str:
    """160 bits in base 32, as RFC 4226 recommends; the same while one looks at the page again.

    `key` is a secret of the store, `seed` a random token of whoever looks.
    """
    drawn = hmac.new(key.encode(), f"totp:{seed}".encode(), hashlib.sha256).digest()
    return base64.b32encode(drawn[:20]).decode()


def used_step(secret: str, code: str, now: datetime) -> int | None:
    """The step of time whose code this is; None where it is no code of now."""
    import pyotp

    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit()):
        return None
    totp, step = pyotp.TOTP(secret), int(now.timestamp()) // int(STEP.total_seconds())
    known = [
        step + off
        for off in STEPS_OFF
        if hmac.compare_digest(totp.generate_otp(step + off), digits)
    ]
    return known[0] if known else None


def address_of(secret: str, *, name: str, issuer: str) -> str:
    """The `otpauth:` address that an app takes (Google's key URI format)."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def qr_svg(address: str) -> str:
    """The address as a QR code: a picture without style, for a page that allows none inline."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True, title=None
    )
    return out.getvalue().decode()


def new_recovery_codes() -> tuple[str, ...]:
    """Codes to keep on paper, each good for one login."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def plain_code(typed: str) -> str:
    """A recovery code without what people add when they type it."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def _recovery_code() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _ in range(RECOVERY_CHARS))
    return f"{signs[:5]}-{signs[5:]}"
