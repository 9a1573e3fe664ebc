"""What a bounce says of one message: the fields of a report (RFC 3464), or its words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Mail
from itertools import islice

from briefing.delivery.bounce_text import text_of
from briefing.delivery.refusals import Stage

# A report has three parts; chosen, not measured.
MOST_PARTS = 100
# A field of a report; chosen, not measured.
LONGEST_FIELD_CHARS = 1000
# A refusal and what explains it; chosen, not measured.
LONGEST_WORDS_CHARS = 1200

_STATUS_PARTS = frozenset(("message/delivery-status", "message/global-delivery-status"))
_FIELDS = re.compile(r"^(?:Action|Status|Diagnostic-Code): ?[^\n]{0,1000}", re.I | re.M)
_REFUSAL = re.compile(r"(?<![\w.#+-])(?:[45][0-9]{2}[ ,:-]|[45]\.[0-9]{1,3}\.[0-9]{1,3}\b)")
_RECIPIENT = re.compile(
    r"^[<\"]?[^\s<>@\"]{1,100}@[^\s<>@\":,]{1,250}[>\"]?(?= ?:| Invalid|$)", re.M
)
# Fewer lines with an address need no telling apart; chosen, not measured.
_SEVERAL = 2
_NO_FIELDS = Mail()
# How mail systems say how far they had come.
_STAGES: tuple[tuple[Stage, tuple[str, ...]], ...] = (
    (
        "rcpt",
        (
            "rcpt to",
            "rcpt_to",
            ">>> rcpt",
            "(rcpt",
            ":rcpt",
            "rcpt command",
            "has rejected address",
            # Commands that were sent together: DATA was refused as no recipient was left.
            "no valid recipients",
            "need rcpt",
        ),
    ),
    (
        "dot",
        (
            "end of data",
            "final data",
            "after data",
            "in reply to data",
            "(data)",
            "[data]",
            "[body]",
            "text command",
            ">>> data",
            "during data",
            "message body",
            "transmission failure has occurred",
        ),
    ),
    ("mail", ("after mail from", "reply to mail from", "[mail_from]", ">>> mail from")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceStatement:
    """What is said of one recipient.

    `action` is that of a report (RFC 3464, 2.3.3), lower case; empty where
    there are words only. `alone` says that no other recipient
    is told of. `local` is a program's failure on the last machine
    (the type x-unix), not a server's refusal. `stage` is how far the message had come: `report`
    where that is not said.
    """

    action: str
    local: bool
    status: str
    diagnostic: str
    words: str
    text: str
    alone: bool
    stage: Stage


def statements_of(mail: Mail) -> tuple[BounceStatement, ...]:
    """What the mail says of each recipient, in a report's fields or else in words."""
    text = text_of(mail)
    fields = [block for block in _report_blocks(mail, text) if block.get("Action")]
    if fields:
        alone = len(fields) == 1
        return tuple(_statement(block, text, alone=alone) for block in fields)
    parts = [part for part in _by_recipient(text) if part]
    return tuple(_statement(_NO_FIELDS, part, alone=len(parts) == 1) for part in parts)


def blocks_of(part: Mail) -> Iterator[Mail]:
    """The groups of fields in a part that machines read."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (block for block in payload[:MOST_PARTS] if isinstance(block, Mail))
    else:
        text = part.get_payload(decode=True)
        yield message_from_bytes(text if isinstance(text, bytes) else b"")


def field_of(mail: Mail, name: str) -> str:
    """A field's text, capped; empty where there is none."""
    return str(mail.get(name, ""))[:LONGEST_FIELD_CHARS]


def subject_of(mail: Mail) -> str:
    """The subject as it is read, lower case (RFC 2047)."""
    raw = field_of(mail, "Subject")
    try:
        return str(make_header(decode_header(raw))).lower()
    except (HeaderParseError, LookupError, ValueError):
        return raw.lower()


def _report_blocks(mail: Mail, text: str) -> Iterator[Mail]:
    """The fields of a report: in their own part, or written out in the text."""
    parts = [part for part in mail.walk() if part.get_content_type() in _STATUS_PARTS]
    if parts:
        yield from blocks_of(parts[0])
        return
    written = _FIELDS.findall(text)
    if written:
        yield message_from_string("\n".join(written))


def _by_recipient(text: str) -> list[str]:
    """The text, apart for each recipient where several lines begin with an address."""
    starts = [found.start() for found in islice(_RECIPIENT.finditer(text), MOST_PARTS)]
    if len(starts) < _SEVERAL:
        return [text]
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _statement(block: Mail, text: str, *, alone: bool) -> BounceStatement:
    return BounceStatement(
        action=field_of(block, "Action").lower().partition("(")[0].strip(),
        local=field_of(block, "Diagnostic-Code").lower().startswith("x-unix"),
        status=field_of(block, "Status"),
        diagnostic=_diagnostic(field_of(block, "Diagnostic-Code")),
        words=_refusal_in(text),
        text=text,
        alone=alone,
        stage=_stage(f"{text} {field_of(block, 'Status')}"),
    )


def _diagnostic(field: str) -> str:
    """The text of a diagnostic, without its type."""
    kind, separator, text = field.partition(";")
    return " ".join((text if separator and " " not in kind.strip() else field).split())


def _refusal_in(text: str) -> str:
    """The words from the first reply code on; all of them where there is none."""
    found = _REFUSAL.search(text)
    start = found.start() if found else 0
    return text[start : start + LONGEST_WORDS_CHARS]


def _stage(text: str) -> Stage:
    lowered = " ".join(text.lower().split())
    for stage, marks in _STAGES:
        if any(mark in lowered for mark in marks):
            return stage
    return "report"
