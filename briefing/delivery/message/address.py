"""Addresses as SMTP carries them: checked once, here, before they meet a header or a server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing.errors import InputError

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")
# RFC 5321, 4.5.3.1.3, without the angle brackets.
_LONGEST_CHARS = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A display name, which may be empty, and an address that was checked."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.email.rpartition("@")[2]


def address(text: str) -> str:
    """An address as SMTP can carry it, its domain in ASCII; InputError where it is none.

    Letters beyond ASCII before the @ need SMTPUTF8, which few servers take: refused.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not local or not domain:
        raise InputError("is no mail address", where=_safe(text), hint="write name@example.org")
    if not _LOCAL.fullmatch(local) or "=?" in local or len(local) > 64:
        raise InputError("cannot stand before the @ of a mail address", where=_safe(local))
    host = _ascii_domain(domain)
    if len(local) + 1 + len(host) > _LONGEST_CHARS:
        raise InputError(f"is longer than {_LONGEST_CHARS} characters", where=_safe(text))
    return f"{local}@{host}"


@lru_cache(maxsize=64)  # a newsletter asks for its own sender once a recipient
def mailbox(text: str) -> Mailbox:
    """`The Balance <balance@example.org>`, or a bare address; InputError where it is neither."""
    parts = _MAILBOX.fullmatch(text.strip())
    if not parts:
        return Mailbox(name="", email=address(text))
    return Mailbox(name=parts["name"].strip().strip('"'), email=address(parts["email"]))


@lru_cache(maxsize=1024)  # most readers of a list are at a few domains
def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        host = domain.lower()
        if _DOMAIN.fullmatch(host):
            return host
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise InputError("is no domain name", where=_safe(domain)) from error
    if not _DOMAIN.fullmatch(host):
        raise InputError("is no domain name", where=_safe(domain))
    return host


def _safe(text: str) -> str:
    """Text from outside, safe to print on a terminal."""
    return ascii(text[:80])[1:-1]
