"""Digests: one mail that holds many (RFC 2046, 5.1.5, and RFC 1153)."""

from __future__ import annotations

import re
from email import message_from_string, policy
from email.message import EmailMessage
from itertools import islice

from briefing.sources.parse.mail_body import MAX_PARTS, body_of

_DIGEST = re.compile(r"(?i)\bdigest\b")
# The lines of hyphens that RFC 1153 asks for: 70 behind the preamble, 30 between mails.
_PREAMBLE_END = "\n" + "-" * 70 + "\n"
_SEPARATOR = "\n" + "-" * 30 + "\n"
_FIELD = re.compile(r"(?:Date|From|Subject|Message|Message-ID): ", re.IGNORECASE)


def mails_of_digest(message: EmailMessage) -> tuple[EmailMessage, ...]:
    """The mails that a digest holds, in order; none where the mail is no digest."""
    for part in islice(message.walk(), MAX_PARTS):
        if part.get_content_type() == "multipart/digest" and isinstance(part, EmailMessage):
            return _parts(part)
    if message.get_content_type() == "text/plain" and _DIGEST.search(str(message["Subject"] or "")):
        return _sections(body_of(message).text)
    return ()


def _parts(digest: EmailMessage) -> tuple[EmailMessage, ...]:
    payload = digest.get_payload()
    children = payload if isinstance(payload, list) else []
    inner = [
        child.get_payload(0) if child.get_content_type() == "message/rfc822" else child
        for child in children[:MAX_PARTS]
        if isinstance(child, EmailMessage)
    ]
    return tuple(mail for mail in inner if isinstance(mail, EmailMessage))


def _sections(text: str) -> tuple[EmailMessage, ...]:
    """The mails of a plain digest: those of its sections that begin with a header."""
    _, marked, rest = text.partition(_PREAMBLE_END)
    sections = rest.split(_SEPARATOR, MAX_PARTS)[:MAX_PARTS] if marked else []
    return tuple(
        message_from_string(section.lstrip(), policy=policy.default)
        for section in sections
        if _FIELD.match(section.lstrip())
    )
