"""The Python this runs on: known weaknesses, tried out rather than looked up by version."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib.util import find_spec
from xml.parsers import expat

from briefing.health.finding import HealthFinding, good, note, warning
from briefing.version import extra

EXTRAS = {
    "psycopg": f"PostgreSQL ({extra('postgres')})",
    "PIL": f"charts in few bytes ({extra('charts')})",
    "vl_convert": f"charts ({extra('charts')})",
    "cryptography": f"signing with DKIM ourselves ({extra('dkim')})",
    "argon2": f"logins at the desk ({extra('desk')})",
    "dns": f"looking up DNS records ({extra('dns')})",
}
# What the bomb grows to where nothing stops it: 12 letters, ten times more at each of 6 levels.
BOMB_CHARS = 12_000_000


def machine() -> Iterator[HealthFinding]:
    """Header folding, limits of the XML parser, extras that are not installed."""
    yield good("python", f"Python {platform.python_version()}")
    yield _folding()
    yield _bomb()
    missing = [use for name, use in EXTRAS.items() if find_spec(name) is None]
    if missing:
        yield note("python", f"not installed: {', '.join(missing)}")


def folds_into_headers() -> bool:
    """True where an encoded word with a line end in it makes a header of its own.

    CVE-2024-6923. Our own mails are written without that code.
    """
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = "A =?UTF-8?Q?x=0ABcc:_injected@example.com?= y"
    return message_from_bytes(mail.as_bytes()).get("Bcc") is not None


def xml_grows_without_limit() -> bool:
    """True where expat lets entities grow to any size (fixed in expat 2.4)."""
    parts = [f'<!ENTITY a0 "{"x" * 12}">']
    parts += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 7)]
    text = f"<!DOCTYPE r [{''.join(parts)}]><r>&a6;</r>"
    grown = 0

    def count(data: str) -> None:
        nonlocal grown
        grown += len(data)

    parser = expat.ParserCreate()
    parser.CharacterDataHandler = count
    try:
        parser.Parse(text, True)  # noqa: FBT003 - the library's own way to say: this is all
    except expat.ExpatError:
        return False
    return grown >= BOMB_CHARS


def _folding() -> HealthFinding:
    if folds_into_headers():
        what = "this Python writes headers that text can break out of (CVE-2024-6923)"
        return warning("python", what, "briefing's mails are not affected; upgrade all the same")
    return good("python", "headers hold")


def _bomb() -> HealthFinding:
    if xml_grows_without_limit():
        what = f"expat {expat.EXPAT_VERSION} lets entities grow without limit"
        return warning("python", what, "upgrade expat to 2.4 or newer: feeds are not trusted")
    return good("python", f"{expat.EXPAT_VERSION} limits how entities grow")
