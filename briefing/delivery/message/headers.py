"""The one place that writes header fields (RFC 5322, RFC 2047).

The standard library's writer decodes and encodes again what it is given, and
its folding differs between versions. Here a field is made of tokens that were
checked, so text from outside can neither end a field nor begin one.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime

from briefing.errors import DeliveryError

# Where a line is folded (RFC 5322, 2.1.1).
FOLD_CHARS = 78
# What a line may have at most (RFC 5322, 2.1.1).
LONGEST_LINE_BYTES = 998
# A subject of that length no program shows whole; chosen, not measured.
LONGEST_TEXT_CHARS = 500

# Controls, line ends, marks that turn the reading direction, halves of a pair.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]*: [!-~]+(?: [!-~]+)*")
_PLAIN_WORDS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_WHOLE = re.compile(rb"(?m:^)([A-Za-z][A-Za-z0-9-]*+): [ -~]++\r\n(?: [!-~][ -~]*+\r\n)*+")
_HEAD = re.compile(b"(?:" + _WHOLE.pattern + b")*")


def plain_text(text: str) -> str:
    """One line of at most 500 characters that no reader takes for more than text.

    `=?` is parted, so that no program further on decodes it a second time.
    """
    if (
        text.isascii()
        and text.isprintable()
        and len(text) <= LONGEST_TEXT_CHARS
        and "=?" not in text
    ):
        return " ".join(text.split())
    line = " ".join(_UNWANTED.sub(" ", text).split())
    short = (
        line if len(line) <= LONGEST_TEXT_CHARS else line[: LONGEST_TEXT_CHARS - 1].rstrip() + "…"
    )
    return short.replace("=?", "= ?")


def text_field(name: str, text: str) -> bytes:
    """A field of free text, e.g. Subject: as it is, or in encoded words where it must be."""
    line = plain_text(text)
    words = line.split(" ")
    if line.isascii() and max(map(len, words)) < FOLD_CHARS - 1:
        return field(name, words)
    return field(name, tuple(_encoded_words(line, len(name) + 2)))


def mailbox_field(name: str, display: str, email: str) -> bytes:
    """A field that names a mailbox, e.g. From. `email` was checked by `address`."""
    return field(name, (*_phrase(display, len(name) + 2), f"<{email}>" if display else email))


def list_field(name: str, title: str, identifier: str) -> bytes:
    """A List-Id (RFC 2919): a phrase and an identifier in angle brackets."""
    return field(name, (*_phrase(title, len(name) + 2), f"<{identifier}>"))


def date_field(name: str, moment: datetime) -> bytes:
    """A field with a moment, which must be aware."""
    return field(name, format_datetime(moment).split(" "))


def field(name: str, tokens: Sequence[str]) -> bytes:
    """A field of tokens without white space, folded between them; long ones stay whole.

    DeliveryError where the name or a token holds anything but visible ASCII.
    """
    line = f"{name}: {' '.join(tokens)}"
    if not _FIELD.fullmatch(line):
        raise DeliveryError("holds what no header can carry", where=f"header {name!r}")
    if len(line) <= FOLD_CHARS:
        return f"{line}\r\n".encode("ascii")
    return _folded(name, tokens)


def listed_field(name: str, tokens: Sequence[str]) -> bytes:
    """A field with one token a line, for tokens that are long anyhow; DeliveryError as `field`."""
    line = f"{name}: {' '.join(tokens)}"
    if not _FIELD.fullmatch(line) or len(name) + max(map(len, tokens)) > LONGEST_LINE_BYTES - 2:
        raise DeliveryError("holds what no header can carry", where=f"header {name!r}")
    return "\r\n ".join((f"{name}: {tokens[0]}", *tokens[1:], "")).encode("ascii")[:-1]


def _folded(name: str, tokens: Sequence[str]) -> bytes:
    lines = [f"{name}:"]
    for number, token in enumerate(tokens):
        if number and len(lines[-1]) + 1 + len(token) > FOLD_CHARS:
            lines.append("")
        lines[-1] += f" {token}"
    if max(map(len, lines)) > LONGEST_LINE_BYTES:
        raise DeliveryError(
            f"has a line of more than {LONGEST_LINE_BYTES} bytes", where=f"header {name!r}"
        )
    return "\r\n".join([*lines, ""]).encode("ascii")


def field_names(head: bytes) -> tuple[bytes, ...]:
    """The names of the fields in finished bytes, read anew; DeliveryError if it is no head."""
    if not _HEAD.fullmatch(head):
        raise DeliveryError("the finished message has a broken header", where="message")
    return tuple(_WHOLE.findall(head))


def _phrase(text: str, indent: int) -> tuple[str, ...]:
    """A display name as tokens: words, a quoted string, or encoded words."""
    line = plain_text(text)
    if not line:
        return ()
    words = line.split(" ")
    if not line.isascii() or max(map(len, words)) > FOLD_CHARS - 4:
        return tuple(_encoded_words(line, indent))
    if _PLAIN_WORDS.fullmatch(line):
        return tuple(words)
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    return tuple(f'"{quoted}"'.split(" "))


def _encoded_words(text: str, indent: int) -> Iterator[str]:
    """UTF-8 in base64 words (RFC 2047), cut between characters, lines of at most 76."""
    room = (76 - indent - 12) // 4 * 3
    chunk = b""
    for char in text:
        data = char.encode()
        if len(chunk) + len(data) > room:
            yield _encoded_word(chunk)
            chunk, room = b"", 45
        chunk += data
    yield _encoded_word(chunk)


def _encoded_word(data: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(data).decode('ascii')}?="
