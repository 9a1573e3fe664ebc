"""MIME parts as finished bytes: the same text gives the same bytes under any Python."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence

from briefing.errors import DeliveryError
from briefing.models import Attachment

_LEADING_DOT = re.compile(rb"^\.+", re.MULTILINE)
# The coder of the standard library looks at a blank before a line end after it has counted.
_BLANK_TOO_FAR = re.compile(rb"^([^\n]{74,75})(=20|=09)$", re.MULTILINE)
_TYPE = re.compile(r"[a-z0-9]+/[a-z0-9.+-]+")
# RFC 2045, 6.7.
LINE_CHARS = 76
SOFT = b"=\r\n"  # a line end that is none (RFC 2045, 6.7)
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def quoted_printable(text: str, *, whole: Sequence[str] = ()) -> bytes:
    """Text as UTF-8 in quoted-printable lines of at most 76, ended by CRLF.

    No line begins with a dot, so the bytes need no stuffing on their way
    (RFC 5321, 4.5.2) and are the ones a signature covers. Each of the `whole`
    words, of letters and digits, gets a line of its own, so that others of at
    most 75 such characters can be put in its place.
    """
    if not whole:
        return _coded(text)
    coded = b""
    for piece in re.split(f"({'|'.join(map(re.escape, whole))})", text):
        if piece in whole:
            coded = _broken(coded) + piece.encode() + SOFT
        else:
            coded += _coded(piece)
    return coded


def _broken(coded: bytes) -> bytes:
    """What was coded, its last line ended by a soft break and still not too long."""
    last = len(coded) - coded.rfind(b"\n") - 1
    if last < LINE_CHARS or not coded:
        return coded + SOFT
    cut = len(coded) - (3 if coded[-3:-2] == b"=" else 1)
    return coded[:cut] + SOFT + coded[cut:] + SOFT


def _coded(text: str) -> bytes:
    lines = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    coded = binascii.b2a_qp(lines.encode("utf-8", "replace"), istext=True)
    coded = _BLANK_TOO_FAR.sub(rb"\1=\n\2", coded)
    coded = _LEADING_DOT.sub(lambda dots: b"=2E=\n" * len(dots[0]), coded)
    return coded.replace(b"\n", b"\r\n")


def boundary(seed: str) -> str:
    """A boundary made from a name. `=_` cannot stand in quoted-printable or base64."""
    return f"=_{hashlib.sha256(seed.encode()).hexdigest()[:32]}"


def text_part(kind: str, coded: bytes) -> bytes:
    """A part of text that was encoded by `quoted_printable`.

    Plain text is flowed (RFC 3676): a line that ends with a space goes on.
    """
    flowed = "; format=flowed; delsp=no" if kind == "plain" else ""
    head = f"Content-Type: text/{kind}; charset=utf-8{flowed}\r\n"
    return f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode() + coded


def inline_part(attachment: Attachment) -> bytes:
    """A file shown inside the HTML, which names it as `cid:NAME`."""
    name, kind = attachment.name, attachment.content_type
    if not _FILE.fullmatch(name) or not _TYPE.fullmatch(kind):
        raise DeliveryError("has a name or type that cannot be sent", where=ascii(name[:80]))
    head = (
        f"Content-Type: {kind}\r\nContent-ID: <{name}>\r\n"
        f'Content-Disposition: inline; filename="{name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(attachment.data).replace(b"\n", b"\r\n")


def multipart(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    """A part that holds parts, between boundaries of `mark`."""
    head = f'Content-Type: multipart/{kind};\r\n boundary="{mark}"\r\n\r\n'
    return head.encode() + joined(mark, parts)


def joined(mark: str, parts: Sequence[bytes]) -> bytes:
    """The body of a multipart: each part after its delimiter, then the closing one."""
    delimiter = f"--{mark}"
    opened = b"".join(f"{delimiter}\r\n".encode() + part + b"\r\n" for part in parts)
    return opened + f"{delimiter}--\r\n".encode()
