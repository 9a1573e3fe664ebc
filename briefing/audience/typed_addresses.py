"""Addresses as people type them into a form: what is no address, and what looks unfinished."""

from __future__ import annotations

from briefing.delivery.message.address import address
from briefing.errors import InputError

# RFC 5321, 4.5.3.1.3, without the angle brackets.
LONGEST_CHARS = 254
# Mail hosts people write without their end, each with the end most of its addresses have.
_HOSTS = {
    host.partition(".")[0]: host
    for host in (
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com"),
        *("yahoo.com", "icloud.com", "aol.com", "fastmail.com", "protonmail.com", "proton.me"),
        *("gmx.net", "web.de", "t-online.de", "orange.fr", "free.fr", "laposte.net", "libero.it"),
        *("qq.com", "163.com", "yandex.ru"),
    )
}


def checked_address(email: str) -> str:
    """An address somebody typed, or InputError; nothing is looked up."""
    if len(email) > LONGEST_CHARS:
        raise InputError("is too long for a mail address")
    return address(email)


def is_unfinished(email: str) -> bool:
    """True for an address whose domain has no dot: outside a house, no mail reaches it."""
    return "." not in email.rpartition("@")[2]


def finished(email: str) -> str:
    """The address with the end its host has, e.g. gmail.com; as it was where nobody knows one."""
    local, at, host = email.rpartition("@")
    return f"{local}{at}{_HOSTS.get(host, host)}"
