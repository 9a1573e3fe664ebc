"""What a mail says: its text parts (RFC 2046) in their order, without list footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from briefing.sources.parse.mail_charset import decode_part
from briefing.text.clean import clean
from briefing.text.html import html_to_text

# Chosen: more mails than a list puts into one digest.
MAX_PARTS = 200
# Twenty times the longest letter: Gmail clips at 102,000.
MAX_PART_CHARS = 2 * 1024 * 1024
# A part behind the body that has no more words, and says one of these, is a list's or a scanner's.
MAX_FOOTER_WORDS = 60
_FOOTER = re.compile(
    r"(?i)\b(?:unsubscribe|mailing[ -]list|listinfo|leave@|to leave\b|abmelden|abbestell(?:en|ung)"
    r"|désinscri|désabonn|darse de baja|cancellarsi|virus|antivirus|malware|scanned by)"
)
# HTML that says this much less than the plain part is a frame around a picture.
HTML_WORDS_SHARE = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBody:
    """The text of a mail or of one part, and the HTML it was made from, if any."""

    text: str = ""
    html: str = ""


def body_of(part: EmailMessage) -> MailBody:
    """The text of a mail: of alternatives the richest that says it, of all others every part.

    Attachments say nothing; a mail that was forwarded in the mail does.
    """
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return _joined([body_of(inner) for inner in _children(part)])
    if part.is_attachment():
        return MailBody()
    if part.is_multipart():
        return _multipart(part)
    if kind == "text/html":
        html = decode_part(part)[:MAX_PART_CHARS]
        return MailBody(text=html_to_text(html), html=html)
    return MailBody(text=_plain(part)) if kind == "text/plain" else MailBody()


def _multipart(part: EmailMessage) -> MailBody:
    children = _children(part)
    subtype = part.get_content_subtype()
    if subtype == "alternative":
        return _richest([body_of(child) for child in children])
    if subtype == "related":  # the root comes first (RFC 2387)
        return next((body for body in map(body_of, children) if body.text), MailBody())
    return _joined([body_of(child) for child in children])


def _children(part: EmailMessage) -> list[EmailMessage]:
    payload = part.get_payload()
    parts = payload if isinstance(payload, list) else []
    return [child for child in parts[:MAX_PARTS] if isinstance(child, EmailMessage)]


def _richest(bodies: Sequence[MailBody]) -> MailBody:
    """The last HTML (RFC 2046, 5.1.4), unless plain text says far more."""
    html = next((body for body in reversed(bodies) if body.html and body.text), MailBody())
    plain = next((body for body in bodies if body.text and not body.html), MailBody())
    if len(html.text.split()) < len(plain.text.split()) * HTML_WORDS_SHARE or not html.text:
        return MailBody(text=plain.text, html=html.html)
    return html


def _joined(bodies: Sequence[MailBody]) -> MailBody:
    """All that is said, in order, but for footers behind it."""
    worded = [body for body in bodies if body.text]
    without_footers = [
        body for place, body in enumerate(worded) if not place or not _is_footer(body.text)
    ]
    return MailBody(
        text="\n\n".join(body.text for body in without_footers),
        html="\n".join(body.html for body in without_footers if body.html),
    )


def _is_footer(text: str) -> bool:
    return len(text.split()) <= MAX_FOOTER_WORDS and bool(_FOOTER.search(text))


def _plain(part: EmailMessage) -> str:
    text = decode_part(part)[:MAX_PART_CHARS]
    if _parameter(part, "format") == "flowed":
        text = unflowed(text, delete_space=_parameter(part, "delsp") == "yes")
    return clean(text)


def _parameter(part: EmailMessage, name: str) -> str:
    value = part.get_param(name)
    return value.lower() if isinstance(value, str) else ""


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Text of `format=flowed` with each paragraph on one line (RFC 3676, 4).

    A line that ends in a blank goes on in the next of the same quoting; with
    `delete_space` that blank is none of the text's.
    """
    lines: list[str] = []
    open_depth = -1
    for line in text.splitlines():
        depth, words = _quoting(line)
        flows = words.endswith(" ") and words != "-- "
        piece = words[:-1] if flows and delete_space else words
        if open_depth == depth and words != "-- ":
            lines.append(piece)
        else:
            lines.append(f"\n{'>' * depth}{' ' if depth else ''}{piece}")
        open_depth = depth if flows else -1
    return "".join(lines).removeprefix("\n")


def _quoting(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and the line without its marks and its stuffed blank."""
    words = line.lstrip(">")
    return len(line) - len(words), words.removeprefix(" ")
