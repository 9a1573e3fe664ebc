"""The letters of mails: parts and headers, read as their labels mean in practice."""

from __future__ import annotations

import re
from email.message import EmailMessage

from briefing.sources.parse.markup_charset import decode_markup, python_codec

_LABEL = re.compile(rb"=\?([A-Za-z0-9_.:-]{1,40})(?=[?*])")


def decode_part(part: EmailMessage) -> str:
    """The text of a part; a charset that is wrong or unknown is told from the bytes."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return decode_markup(payload, part.get_content_charset() or "").replace("\r\n", "\n")


def relabelled(head: bytes) -> bytes:
    """A mail's head with the labels of its encoded words (RFC 2047) as Python knows them."""
    return _LABEL.sub(_relabel, head)


def _relabel(match: re.Match[bytes]) -> bytes:
    codec = python_codec(match[1].decode("ascii"))
    return b"=?" + codec.encode() if codec else match[0]
