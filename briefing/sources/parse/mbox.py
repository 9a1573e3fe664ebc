"""Mailbox files and digests: many mails in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.sources.sandbox.limits import MAX_BYTES

# A mail in an mbox begins behind an empty line, with a line that ends in a time (RFC 4155).
_POSTMARK = re.compile(rb"From \S[^\n]{0,300}\d\d:\d\d[^\n]{0,60}\n")
_FIELD = re.compile(rb"[!-9;-~]{1,100}:")
_ESCAPED = re.compile(rb"(?m)^>(?=>*+From )")


def mails_in(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The mails of an mbox file, each as it was before it was put there.

    A line "From …" begins a mail only where a header follows it. What is cut
    is never longer than 10 MB and one line: longer mails end there.
    """
    mail: list[bytes] = []
    size, postmark, is_open, after_blank = 0, b"", False, True
    for raw in lines:
        line = raw[:-2] + b"\n" if raw.endswith(b"\r\n") else raw
        if postmark:
            if _FIELD.match(line):
                if is_open:
                    yield _mail(mail)
                mail, size, is_open = [], 0, True
            else:
                mail.append(postmark)
            postmark = b""
        elif after_blank and _POSTMARK.match(line):
            postmark = line
            continue
        after_blank = line == b"\n"
        if is_open and size <= MAX_BYTES:
            mail.append(line)
            size += len(line)
    if is_open:
        yield _mail([*mail, postmark])


def _mail(lines: list[bytes]) -> bytes:
    """The mail without the empty line before the next, and without the `>` before "From "."""
    return _ESCAPED.sub(b"", b"".join(lines)).removesuffix(b"\n")
