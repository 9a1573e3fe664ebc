"""Mail addresses and names as the store keeps them, and hashes of what it must not keep."""

from __future__ import annotations

import hashlib
import hmac

from briefing.errors import InputError

# A name on one line of a mail; chosen, not measured.
LONGEST_NAME_CHARS = 200
_NEVER_IN_AN_ADDRESS = frozenset(' ,;:<>()[]\\"')


def comparable(email: str) -> str:
    """The address in lower case; InputError where it cannot be one (RFC 5321 limits)."""
    address = email.strip()
    local, at, host = address.rpartition("@")
    plain = address.isprintable() and _NEVER_IN_AN_ADDRESS.isdisjoint(address)
    if not (local and at and host and plain and len(local) <= 64 and len(address) <= 254):
        raise InputError("is no mail address", where=ascii(email[:80]), hint="write name@host")
    return address.lower()


def one_line(text: str, limit: int = LONGEST_NAME_CHARS) -> str:
    """Text from outside as one line of letters that can be printable, at most `limit` of them."""
    printable = text[: 4 * limit]
    if not printable.isprintable():
        printable = "".join(letter if letter.isprintable() else " " for letter in printable)
    return " ".join(printable.split())[:limit].rstrip()


def keyed_hash(key: str, text: str) -> str:
    """HMAC-SHA256 in hexadecimal: nobody without the key can try out addresses against it."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
