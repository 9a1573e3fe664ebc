"""The words of a bounce: what a mail system wrote to a person, without the mail it returns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message as Mail
from itertools import islice

# A refusal stands on the first page; chosen, not measured.
LONGEST_TEXT_BYTES = 20_000
# What is left of it without the returned mail; chosen, not measured.
MOST_LINES = 200
# A bounce has one or two such parts; chosen, not measured.
MOST_TEXTS = 4
# Lines that only the head of a returned mail begins with, or that announce it.
_RETURNED_HEAD = (
    "received:",
    "return-path:",
    "dkim-signature:",
    "x-received:",
    "delivered-to:",
    "message-id:",
    "x-mailer:",
    "authentication-results:",
)
_ANNOUNCED = (
    "below this line",
    "copy of the message",
    "copy of the original",
    "copy of your message",
    "copy of the header",
    "header of the original",
    "headers of the original",
    "headers of the message",
    "message headers follow",
    "message header follows",
    "original message follows",
    "message text follows",
    "unsent message follows",
    "original message as follows",
    "original mail as follows",
    "- original message -",
    "- message header",
    "- returned message -",
    "- unsent message",
    "- message content",
    "original message headers",
    "original-message:",
)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_PARTS_OF_ANOTHER = ("message/rfc822", "message/global", "message/partial", "text/rfc822-headers")


def text_of(mail: Mail) -> str:
    """What the mail says before the mail it returns, one statement a line; "" for nothing."""
    lines = "\n".join(islice(_texts(mail), MOST_TEXTS)).splitlines()
    own = islice(_before_returned(lines), MOST_LINES)
    return "\n".join(line for line in map(_unquoted, own) if line)


def _unquoted(line: str) -> str:
    """A line without the mark of a quotation; that of a protocol (">>> DATA") stays."""
    line = line.strip()
    return line[2:].strip() if line.startswith("> ") else line.strip(">") and line


def _texts(mail: Mail) -> Iterator[str]:
    """The texts before the first part that holds another mail, plain ones if there are any."""
    marked_up: list[str] = []
    plain = False
    for part in mail.walk():
        kind = part.get_content_type()
        if kind.startswith(_PARTS_OF_ANOTHER):
            break
        if part.is_multipart():
            continue
        if kind == "text/html":
            marked_up.append(_TAG.sub(" ", _decoded(part)))
        elif kind.startswith(("text/plain", "multipart/")):  # one whose parts cannot be told apart
            plain = True
            yield _decoded(part)
    if not plain:
        yield from marked_up


def _decoded(part: Mail) -> str:
    payload = part.get_payload(decode=True)
    text = payload[:LONGEST_TEXT_BYTES] if isinstance(payload, bytes) else b""
    try:
        return text.decode(str(part.get_content_charset() or "utf-8"), "replace")
    except (LookupError, ValueError):
        return text.decode("latin-1")


def _before_returned(lines: list[str]) -> Iterator[str]:
    """The lines up to the first that belongs to a returned mail."""
    for line in lines:
        lowered = _unquoted(line).lower()
        if lowered.startswith(_RETURNED_HEAD) or any(mark in lowered for mark in _ANNOUNCED):
            return
        yield line
